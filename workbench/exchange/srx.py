"""SRX 2.0 (LISA OSCAR, 7 April 2008): make a CAT tool cut sentences where we do.

A memory of our segments helps only a tool that cuts its source in the same places:
deliver this file beside the memory.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.exchange.segmentation_rules import SegmentationRule, segmentation_rules
from workbench.files import write_text

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "http://www.lisa.org/srx20"
# Rule set and the language codes it is for; OmegaT tries codes in capitals.
_LANGUAGES = (("Russian", "ru", "[Rr][Uu].*"), ("English", "en", "[Ee][Nn].*"))
# The version of rules at which OmegaT adds none of its own.
_OMEGAT_VERSION = "0.22"


def write_srx(path: Path) -> None:
    """Write the rules for Russian and English; OutputError where it cannot be done."""
    from lxml import etree

    root = etree.fromstring(f'<srx xmlns="{NAMESPACE}" version="2.0"/>')
    header = etree.SubElement(root, _name("header"), segmentsubflows="yes", cascade="no")
    for kind, include in (("start", "no"), ("end", "yes"), ("isolated", "no")):
        etree.SubElement(header, _name("formathandle"), type=kind, include=include)
    body = etree.SubElement(root, _name("body"))
    rule_sets = etree.SubElement(body, _name("languagerules"))
    maps = etree.SubElement(body, _name("maprules"))
    for name, language, pattern in _LANGUAGES:
        rule_set = etree.SubElement(rule_sets, _name("languagerule"), languagerulename=name)
        for rule in segmentation_rules(language):
            _add_rule(rule_set, rule)
        etree.SubElement(maps, _name("languagemap"), languagepattern=pattern, languagerulename=name)
    _write(path, root)


def write_omegat_segmentation(path: Path) -> None:
    """Write the rules as ``segmentation.conf``, which OmegaT before 6.0 has for SRX.

    Its place is the folder ``omegat`` of a project: they are then the project's own
    rules. The file is a serialised Java bean (java.beans.XMLEncoder).
    """
    from lxml import etree

    java = etree.Element("java", {"version": "1.8.0", "class": "java.beans.XMLDecoder"})
    srx = etree.SubElement(java, "object", {"class": "org.omegat.core.segmentation.SRX"})
    maps = _list(srx, "mappingRules")
    for name, language, pattern in _LANGUAGES:
        bean = _bean(maps, "MapRule", language=name, pattern=pattern)
        rules = _list(bean, "rules")
        for rule in segmentation_rules(language):
            _bean(rules, "Rule", **_bean_properties(rule))
    _property(srx, "version", "string", _OMEGAT_VERSION)
    _write(path, java)


def _write(path: Path, root: etree._Element) -> None:
    from lxml import etree

    etree.indent(root)
    write_text(path, etree.tostring(root, encoding="unicode") + "\n")


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _add_rule(rule_set: etree._Element, rule: SegmentationRule) -> None:
    from lxml import etree

    breaks = {"break": "yes" if rule.breaks else "no"}
    element = etree.SubElement(rule_set, _name("rule"), breaks)
    etree.SubElement(element, _name("beforebreak")).text = rule.before
    etree.SubElement(element, _name("afterbreak")).text = rule.after


def _list(bean: etree._Element, name: str) -> etree._Element:
    """Give a bean a list property, and return the list."""
    from lxml import etree

    holder = etree.SubElement(bean, "void", property=name)
    return etree.SubElement(holder, "object", {"class": "java.util.ArrayList"})


def _bean(parent: etree._Element, name: str, **properties: str) -> etree._Element:
    """Append a bean of OmegaT's to a list."""
    from lxml import etree

    added = etree.SubElement(parent, "void", method="add")
    bean = etree.SubElement(added, "object", {"class": f"org.omegat.core.segmentation.{name}"})
    for key, value in properties.items():
        _property(bean, key, "boolean" if key == "breakRule" else "string", value)
    return bean


def _bean_properties(rule: SegmentationRule) -> dict[str, str]:
    return {
        "breakRule": str(rule.breaks).lower(),
        "beforebreak": rule.before,
        "afterbreak": rule.after,
    }


def _property(bean: etree._Element, name: str, kind: str, value: str) -> None:
    from lxml import etree

    holder = etree.SubElement(bean, "void", property=name)
    etree.SubElement(holder, kind).text = value
