"""The data dictionary: every field, column, code and warning, in English and in Chinese.

Made of the tables' own descriptions, the report object and the TOML files
beside this module, so that it says what the program does.
"""

from pipelines.dictionary.pages import CHINESE, ENGLISH, Language, page

FILES = {"data-dictionary.md": ENGLISH, "data-dictionary.zh.md": CHINESE}
"""The generated pages and their languages."""

__all__ = ["CHINESE", "ENGLISH", "FILES", "Language", "page"]
