from tests.unit.workflow.conftest import open_desk, repository

__all__ = ["open_desk", "repository"]
