"""Bodies of requests are JSON in UTF-8 and nothing else; what cannot be read says where."""

import json
import re
from collections.abc import Mapping
from math import isinf
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework import parsers
from rest_framework.exceptions import ParseError

SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")  # an escape that says half of a character outside the basic plane


class JSONParser(parsers.JSONParser):
    """RFC 8259 read strictly: no NaN, no name twice, no half of a character, not deeper than Python reads."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            text = stream.read().decode()
            found = json.loads(text, object_pairs_hook=_once_each, parse_float=_finite, parse_constant=_no_constant)
            if SURROGATE.search(text):
                json.dumps(found, ensure_ascii=False).encode()
            return found
        except UnicodeEncodeError:
            raise ParseError(_("请求体中有不完整的字符（单独的代理项 \\ud800–\\udfff）。")) from None
        except UnicodeDecodeError:
            raise ParseError(_("请求体须以 UTF-8 编码。")) from None
        except json.JSONDecodeError as error:
            raise ParseError(
                _("请求体不是有效的 JSON：第 {line} 行第 {column} 列附近有误。").format(
                    line=error.lineno, column=error.colno
                )
            ) from None
        except RecursionError:
            raise ParseError(_("请求体嵌套过深。")) from None
        except ValueError:
            raise ParseError(_("请求体中的数字过长。")) from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ParseError(_("请求体中的字段“{name}”出现了两次。").format(name=name[:40]))
        found[name] = value
    return found


def _finite(text: str) -> float:
    """A number that a float can hold; 1e400 would silently become infinite."""
    number = float(text)
    if isinf(number):
        raise ValueError
    return number


def _no_constant(name: str) -> NoReturn:
    raise ParseError(_("JSON 中没有 {name} 这个值。").format(name=name))
