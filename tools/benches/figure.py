"""A figure that was measured, with what it may be at most."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure: what it is of, how much, and at most how much it may be; None has no bound."""

    what: str
    n: float
    unit: str
    most: float | None = None

    @property
    def is_too_much(self) -> bool:
        """Whether it is more than it may be."""
        return self.most is not None and self.n > self.most

    def __str__(self) -> str:
        bound = f" (at most {self.most:g} {self.unit})" if self.most is not None else ""
        return f"{self.what}: {self.n:.3g} {self.unit}{bound}{'  TOO MUCH' if self.is_too_much else ''}"

    def as_row(self) -> str:
        """This as a row of a table."""
        bound = f"{self.most:g} {self.unit}" if self.most is not None else ""
        return f"| {self.what} | {self.n:.3g} {self.unit} | {bound} |"
