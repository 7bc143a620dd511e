"""The review desk, headless: Textual and the line mode are two faces of it."""

from obelize.workflow.review_desk.desk import ReviewDesk
from obelize.workflow.review_desk.filters import Duplicates, QueueFilter, Status, parse_filter, statuses_of
from obelize.workflow.review_desk.ledger import Mode, Reviewer
from obelize.workflow.review_desk.queue import Order, Queue
from obelize.workflow.review_desk.view import Change, DeskView, Progress

__all__ = [
    "Change",
    "DeskView",
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
