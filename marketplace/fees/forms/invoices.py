"""The forms of invoices."""

from django import forms
from django.utils.translation import gettext_lazy as _

DATE = {"type": "date"}


class ParticularsForm(forms.Form):
    title = forms.CharField(label=_("发票抬头"), max_length=120, help_text=_("与单位名称一致"))
    taxpayer_number = forms.CharField(
        label=_("纳税人识别号"),
        max_length=40,
        required=False,
        help_text=_("单位填写统一社会信用代码；自然人不填"),
    )
    address = forms.CharField(label=_("注册地址"), max_length=200, required=False)
    phone = forms.CharField(label=_("注册电话"), max_length=30, required=False)
    bank = forms.CharField(label=_("开户银行"), max_length=120, required=False)
    bank_account = forms.CharField(label=_("银行账号"), max_length=40, required=False)


class InvoiceForm(forms.Form):
    number = forms.CharField(label=_("数电发票号码"), max_length=40, help_text=_("税务系统开具的 20 位号码"))
    invoice_date = forms.DateField(label=_("开票日期"), widget=forms.DateInput(DATE, format="%Y-%m-%d"))


class CorrectionForm(InvoiceForm):
    reason = forms.CharField(label=_("更正原因"), max_length=200, help_text=_("原号码保留，可查。"))
