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


class Loaded(models.Model):
    """Which edition of a reference table stands in this database, by the checksum of its file."""

    name = models.CharField(max_length=30, primary_key=True)
    checksum = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name
