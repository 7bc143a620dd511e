"""Reports made from the store: put together, written to a folder, bundled, verified, asked again."""

from obelize.workflow.publish.assembly import Frame, build_report, gather_material, put_together, reportable
from obelize.workflow.publish.files import Written, write_report

__all__ = [
    "Frame",
    "Written",
    "build_report",
    "gather_material",
    "put_together",
    "reportable",
    "write_report",
]
