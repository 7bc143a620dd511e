"""The review desk, headless: Textual and the line mode are two faces of it."""

from obelize.workflow.review_desk.desk import Change, Progress, ReviewDesk
from obelize.workflow.review_desk.filters import Duplicates, QueueFilter, Status, parse_filter, statuses_of
from obelize.workflow.review_desk.ledger import Mode, Reviewer
from obelize.workflow.review_desk.queue import Order, Queue

__all__ = [
    "Change",
    "Duplicates",
    "Mode",
    "Order",
    "Progress",
    "Queue",
    "QueueFilter",
    "ReviewDesk",
    "Reviewer",
    "Status",
    "parse_filter",
    "statuses_of",
]
