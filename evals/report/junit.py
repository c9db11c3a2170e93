"""The results as JUnit XML, in the shape that CI systems read.

There is no standard; this keeps to what Jenkins' and GitLab's readers share: a `testsuite` a suite,
a `testcase` a case, the text of a `failure` for what went wrong. A threshold is a case as well, so
that a figure that falls is seen where cases are.
"""

from xml.etree import ElementTree as Xml

from evals.report import figures
from evals.report.visible import clipped, on_one_line, visible
from evals.results import CaseResult, Metric, Results, SuiteResult

_LINE = 300


def as_junit(results: Results) -> bytes:
    """The whole document, in UTF-8."""
    root = Xml.Element("testsuites", name="evals")
    for suite in results.suites:
        root.append(_suite(suite, results.created))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    Xml.indent(root)
    made: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _suite(suite: SuiteResult, created: str) -> Xml.Element:
    element = Xml.Element("testsuite", name=visible(suite.name), timestamp=visible(created))
    if suite.skipped is not None:
        case = Xml.SubElement(element, "testcase", name="suite", classname=_class(suite))
        Xml.SubElement(case, "skipped", message=on_one_line(suite.skipped, _LINE))
    for metric in suite.metrics:
        if metric.passed is not None:
            element.append(_threshold(suite, metric))
    for result in suite.cases:
        element.append(_case(suite, result))
    element.set("tests", str(len(element)))
    element.set("failures", str(len(element.findall("testcase/failure"))))
    element.set("errors", "0")
    element.set("skipped", str(len(element.findall("testcase/skipped"))))
    element.set("time", "0")
    return element


def _threshold(suite: SuiteResult, metric: Metric) -> Xml.Element:
    name = metric.name if metric.group is None else f"{metric.name} ({metric.group})"
    case = Xml.Element(
        "testcase", name=visible(name), classname=f"{_class(suite)}.thresholds", time="0"
    )
    if metric.passed is False:
        said = f"{figures.value(metric)}, {figures.threshold(metric)} allowed"
        failure = Xml.SubElement(case, "failure", type="threshold", message=visible(said))
        failure.text = visible(f"{metric.about}\n{said}; n = {metric.n}")
    return case


def _case(suite: SuiteResult, result: CaseResult) -> Xml.Element:
    case = Xml.Element("testcase", name=visible(result.id), classname=_class(suite), time="0")
    if not result.passed:
        message = on_one_line("; ".join(result.why) or "not as expected", _LINE)
        failure = Xml.SubElement(case, "failure", type=visible(result.type), message=message)
        failure.text = _told(result)
    return case


def _told(result: CaseResult) -> str:
    parts = (
        ("First question", result.first_question or ""),
        ("Question", result.question),
        ("Expected", result.expected),
        ("Outcome", result.outcome or ""),
        ("Answer", result.answer),
        *(("Wrong", why) for why in result.why),
    )
    return "\n".join(f"{name}: {clipped(visible(text))}" for name, text in parts if text)


def _class(suite: SuiteResult) -> str:
    return f"evals.{visible(suite.name)}"
