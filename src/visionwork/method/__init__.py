"""The method: reads and checks the file that holds the steps and exercises."""

from visionwork.method.loader import default_method, load_method
from visionwork.method.tables import MethodError

__all__ = ["MethodError", "default_method", "load_method"]
