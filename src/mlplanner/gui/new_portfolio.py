"""The dialog for a new portfolio: name, currency, public holidays, where the file goes."""

from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mlplanner.engine.calendars import countries_with_holidays

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD", "INR", "JPY", "SGD", "BRL")
_FORBIDDEN = '\\/:*?"<>|'


class NewPortfolioDialog(QDialog):
    """Says beside the fields what is still missing; the file's name follows the portfolio's until it is chosen."""

    chosen = Signal(object, str, str, str)
    """Path, name, currency, country (ISO code or empty)."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("newPortfolio")
        self.setWindowTitle("New portfolio")
        self.setMinimumWidth(520)
        self._folder = folder
        self._is_own_path = False
        self.name = QLineEdit("My portfolio")
        self.currency = QComboBox()
        self.country = QComboBox()
        self.path = QLineEdit()
        self.problem = QLabel()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.create_button = self.buttons.addButton("Create", QDialogButtonBox.ButtonRole.AcceptRole)
        self._build()
        self._follow_name()
        self.name.selectAll()

    def _build(self) -> None:
        names = {"name": self.name, "currency": self.currency, "country": self.country, "path": self.path}
        for key, widget in names.items():
            widget.setObjectName(key)
        self.currency.setEditable(True)
        self.currency.addItems(CURRENCIES)
        self.country.addItem("None – every weekday is a working day", "")
        for code, title in country_names():
            self.country.addItem(title, code)
        self.problem.setObjectName("problem")
        self.problem.setProperty("kind", "error")
        self.problem.setWordWrap(True)
        browse = QPushButton("Browse…")
        browse.setObjectName("browse")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.addWidget(self.path, 1)
        place.addWidget(browse)
        form = QFormLayout()
        form.addRow("&Name", self.name)
        form.addRow("C&urrency of all amounts", self.currency)
        form.addRow("Public &holidays of", self.country)
        label = QLabel("&File")
        label.setBuddy(self.path)
        form.addRow(label, place)
        hint = QLabel("Everything stays in this one file on your machine and is saved as you type.")
        hint.setProperty("kind", "muted")
        self.create_button.setObjectName("create")
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(hint)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.create_button.setDefault(True)
        self.name.textChanged.connect(self._follow_name)
        self.path.textEdited.connect(self._own_path)
        self.path.textChanged.connect(self._check)
        self.currency.currentTextChanged.connect(self._check)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)

    def _follow_name(self) -> None:
        if not self._is_own_path:
            stem = "".join(" " if c in _FORBIDDEN else c for c in self.name.text()).strip(" .") or "Portfolio"
            path = self._folder / f"{stem[:80]}.mlplan"
            number = 2
            while path.exists():
                path = self._folder / f"{stem[:80]} {number}.mlplan"
                number += 1
            self.path.setText(str(path))
        self._check()

    def _own_path(self) -> None:
        self._is_own_path = True

    def _browse(self) -> None:
        dialog = QFileDialog(self, "Where the portfolio goes", self.path.text(), "Portfolios (*.mlplan)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(".mlplan")
        dialog.fileSelected.connect(self._take_path)
        dialog.open()

    def _take_path(self, text: str) -> None:
        self._is_own_path = True
        self.path.setText(text)

    def _check(self) -> None:
        problem = self._find_problem()
        self.problem.setText(problem)
        self.create_button.setEnabled(not problem)

    def _find_problem(self) -> str:
        path = Path(self.path.text().strip())
        code = self.currency.currentText().strip()
        if not self.name.text().strip():
            return "Give the portfolio a name."
        if len(self.name.text().strip()) > 120:
            return f"The name is longer than 120 characters ({len(self.name.text().strip())})."
        if len(code) != 3 or not code.isalpha() or not code.isascii():
            return "The currency is a code of three letters, such as EUR."
        if not self.path.text().strip() or path.is_dir():
            return "Say which file the portfolio goes to."
        if not path.parent.is_dir():
            return f"There is no folder {path.parent}."
        return f"{path.name} exists already; choose another name, or open it instead." if path.exists() else ""

    def _accept(self) -> None:
        if self._find_problem():
            return
        self.accept()
        path = Path(self.path.text().strip())
        code = self.currency.currentText().strip().upper()
        self.chosen.emit(path, self.name.text().strip(), code, self.country.currentData() or "")


def country_names() -> list[tuple[str, str]]:
    """(ISO code, English name) of each country whose public holidays are known, by name."""
    named = []
    for code in countries_with_holidays():
        territory = QLocale.codeToTerritory(code)
        name = QLocale.territoryToString(territory) if territory != QLocale.Country.AnyTerritory else code
        named.append((code, name))
    return sorted(named, key=lambda item: item[1])
