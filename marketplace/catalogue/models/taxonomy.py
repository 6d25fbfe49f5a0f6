"""Reference tables, loaded from `data/*.csv` after every migrate; nobody edits them (see data/README.md)."""

from django.db import models
from django.utils.translation import get_language


class TechnologyField(models.Model):
    """One of the fields of the technology contract registration (R-REG-06)."""

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name_en if (get_language() or "zh").startswith("en") else self.name


class IpcClass(models.Model):
    """A section, class or subclass of the International Patent Classification."""

    code = models.CharField(max_length=4, primary_key=True)
    level = models.CharField(max_length=8)  # section, class, subclass
    parent = models.CharField(max_length=3, blank=True, db_index=True)
    title = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Industry(models.Model):
    """An industry of GB/T 4754-2017: level 1 section, 2 division, 3 group, 4 class."""

    code = models.CharField(max_length=4, primary_key=True)
    level = models.PositiveSmallIntegerField()
    parent = models.CharField(max_length=3, blank=True, db_index=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Division(models.Model):
    """An administrative division of GB/T 2260: province (2 digits), city (4), county (6)."""

    code = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=60)
    parent = models.CharField(max_length=4, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.name


class ResearchField(models.Model):
    """A field of research of the National Natural Science Foundation: its application codes, as A010101."""

    code = models.CharField(max_length=7, primary_key=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=160)
    parent = models.CharField(max_length=5, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Sector(models.Model):
    """One of the ten sector technology-transfer platforms, and where it is."""

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    place = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name_en if (get_language() or "zh").startswith("en") else self.name


class Zone(models.Model):
    """One of the twelve national high-tech zones; `share_bp` is its part of its city's industrial output of 2019, if that is known."""

    code = models.CharField(max_length=30, primary_key=True)
    province = models.CharField(max_length=2)  # of `Division`
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    positioning = models.CharField(max_length=80)
    industries = models.CharField(max_length=120)
    share_bp = models.PositiveSmallIntegerField(null=True)
    position = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name_en if (get_language() or "zh").startswith("en") else self.name

    @property
    def share(self) -> str:
        """The share in percent, for people; empty if nobody knows it."""
        return "" if self.share_bp is None else f"{self.share_bp // 100}.{self.share_bp % 100:02d} %"


class IpcIndustry(models.Model):
    """That inventions of a class or subclass of the IPC serve an industry; the longest symbol that fits counts (data/README.md)."""

    code = models.CharField(max_length=9, primary_key=True)  # B60-36
    ipc = models.CharField(max_length=4, db_index=True)
    industry = models.CharField(max_length=4, db_index=True)
    field = models.CharField(max_length=30)  # of `TechnologyField`

    def __str__(self) -> str:
        return self.code


class IndustrySector(models.Model):
    """That a sector platform serves an industry; the longest code that fits counts."""

    code = models.CharField(max_length=35, primary_key=True)  # 36-intelligent_vehicles
    industry = models.CharField(max_length=4, db_index=True)
    sector = models.CharField(max_length=30)

    def __str__(self) -> str:
        return self.code


class Loaded(models.Model):
    """Which edition of a reference table stands in this database, by the checksum of its file."""

    name = models.CharField(max_length=30, primary_key=True)
    checksum = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name
