"""What is written about phones."""

from fangxian.field.acts.phones import EnrolPhone, LeavePhone, RevokePhone

__all__ = ["EnrolPhone", "LeavePhone", "RevokePhone"]
