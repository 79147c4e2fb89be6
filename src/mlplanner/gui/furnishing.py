"""Fills the empty shell: actions, welcome page, file drops. Called once, after the first paint."""

from mlplanner.gui.commands import Commands
from mlplanner.gui.files import Files
from mlplanner.gui.icons import pixmap
from mlplanner.gui.project_commands import ProjectCommands
from mlplanner.gui.theme import load_fallback_fonts
from mlplanner.gui.welcome import WelcomePage
from mlplanner.gui.window import MainWindow


def furnish(window: MainWindow) -> Files:
    """Make the parts that the window does without until it is on the screen; gives the one that opens files."""
    files = Files(window)
    commands = Commands(window, files)
    ProjectCommands(window)
    welcome = WelcomePage(window.preferences, files.ask_new, files.open_sample, files.ask_open, files.open)
    window.set_welcome(welcome)
    window.theme.changed.connect(welcome.redraw)
    window.session_changed.connect(welcome.show_recent)
    commands.fill()
    window.setWindowIcon(pixmap("gate", 64, "#17324D"))
    load_fallback_fonts()
    return files
