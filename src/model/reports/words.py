"""Words in two languages: everything that a reader sees is said in Chinese and in English."""

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
Speech = Literal["both", "zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One statement in Chinese and in English."""

    zh: str
    en: str
    beside: str = ""
    """The English where figures are in Chinese units, as on a sheet in both languages; `en` if empty."""

    def say(self, lang: Lang) -> str:
        """The statement in one language."""
        return self.zh if lang == "zh" else self.en

    @property
    def english_beside(self) -> str:
        """The English that stands beside the Chinese."""
        return self.beside or self.en

    def __add__(self, other: "Words") -> "Words":
        beside = self.english_beside + other.english_beside if self.beside or other.beside else ""
        return Words(self.zh + other.zh, self.en + other.en, beside)


def same(text: str) -> Words:
    """Words that are the same in both languages: years, figures, names of storms."""
    return Words(text, text)
