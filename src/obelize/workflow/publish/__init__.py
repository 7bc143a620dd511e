"""Reports made from the store: put together, written to a folder, bundled, verified, asked again."""

from obelize.workflow.publish.assembly import build_report, reportable
from obelize.workflow.publish.files import Written, write_report, write_reports

__all__ = ["Written", "build_report", "reportable", "write_report", "write_reports"]
