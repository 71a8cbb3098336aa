"""Collecting by phone: choosing the network, then the code, the count and what to do when phones fail."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from visionwork.collecting import CollectingStatus
from visionwork.gui.rounds.asking_dialog import AskingDialog
from visionwork.gui.rounds.phone_session import answered_words, pause_words
from visionwork.gui.widgets.banner import Banner
from visionwork.gui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.qr_view import QrView
from visionwork.gui.widgets.timer_box import TimerBox


class PhoneDialog(AskingDialog):
    """Starts, shows and ends collecting by phone; closing it lets collecting go on."""

    FORM, TITLE, SIZE, LEAVE = "collect_phones", "Collect by phone", (820, 520), "close_button"

    def _set_up(self) -> None:
        form = self.form
        self._phones = self._context.phones
        self._boxes = self._context.messages.over(self)
        self._shown_url = ""
        self._stages = form.widget(QStackedWidget, "stages")
        self._prepare = form.widget(QWidget, "prepare_view")
        self._running = form.widget(QWidget, "running_view")
        self._network = form.widget(QComboBox, "network_combo")
        self._warning = form.widget(PlainLabel, "warning_label")
        self._wifi = form.widget(QLineEdit, "wifi_edit")
        self._code = form.widget(QrView, "code_view")
        self._address = form.widget(PlainLabel, "address_label")
        self._word = form.widget(PlainLabel, "word_label")
        self._count = form.widget(PlainLabel, "count_label")
        self._reached = form.widget(PlainLabel, "reached_label")
        self._check = form.widget(PlainLabel, "check_label")
        self._banner = form.widget(Banner, "pause_banner")
        self._start = form.widget(PrimaryButton, "start_button")
        self._stop = form.widget(PrimaryButton, "stop_button")
        self._project = form.widget(SecondaryButton, "project_button")
        self._go_on = SecondaryButton("Let more in", parent=self)
        self._banner.add_action(self._go_on)
        form.widget(QVBoxLayout, "clock_layout").addWidget(TimerBox(self._phones.countdown, parent=self))
        self._fill_fallbacks(form.widget(QVBoxLayout, "fallback_layout"))
        form.widget(QuietButton, "look_button").clicked.connect(self.look_for_networks)
        self._network.currentIndexChanged.connect(self._show_warning)
        self._wifi.setText(self._phones.wifi_name)
        self._wifi.editingFinished.connect(self._keep_wifi_name)
        self._start.clicked.connect(self.start)
        self._stop.clicked.connect(self.stop)
        self._project.clicked.connect(self._phones.projector_requested)
        self._go_on.clicked.connect(self._phones.go_on)
        self._phones.changed.connect(self._refresh)
        self._networks: tuple[str, ...] = ()
        self.look_for_networks()
        self._refresh()
        (self._stop if self._collecting() else self._start).setFocus()

    def look_for_networks(self) -> None:
        """List the networks this laptop is in, the likeliest first."""
        from visionwork.feedback.phone.network import networks
        from visionwork.gui.busy import busy

        with busy():
            found = networks()
        chosen = self._network.currentData()
        self._network.clear()
        for network in found:
            self._network.addItem(network.label, network)
        place = next((i for i, network in enumerate(found) if network == chosen), 0)
        self._network.setCurrentIndex(place)
        self._show_warning()

    def start(self) -> None:
        """Open the form to phones in the chosen network."""
        self._keep_wifi_name()
        network = self._network.currentData()
        if self._phones.collection is not None and not self._phones.may_stop(self._boxes):
            return  # they go on answering another round
        if network is not None and self._phones.start(self._round.id, network.address):
            self._stop.setFocus()

    def start_again(self) -> None:
        """Go on where a crash broke it off, if the laptop is still in that network; else let it be chosen."""
        from visionwork.collecting_session import SessionFile
        from visionwork.paths import app_data_dir

        host = SessionFile(app_data_dir(), self._context.document, self._round.number).left().host
        for place in range(self._network.count()):
            if self._network.itemData(place).address == host:
                self._network.setCurrentIndex(place)
                self.start()

    def stop(self) -> None:
        """End collecting, if that is meant."""
        if self._phones.may_stop(self._boxes):
            self._start.setFocus()

    def _collecting(self) -> bool:
        return self._phones.collects(self._round.id)

    def _refresh(self) -> None:
        running = self._collecting()
        self._stages.setCurrentWidget(self._running if running else self._prepare)
        for button, wanted in ((self._start, not running), (self._stop, running), (self._project, running)):
            button.setVisible(wanted)
        (self._stop if running else self._start).setDefault(True)
        collection, status = self._phones.collection, self._phones.status
        if not running or collection is None or status is None:
            self._banner.hide()
            return
        if collection.url != self._shown_url:
            from visionwork.feedback.phone.qr import qr_modules

            self._shown_url = collection.url
            self._code.set_code(qr_modules(collection.url), f"Code that leads to {collection.url}")
        self._address.setText(collection.site.authority)
        self._word.setText(f"Room word: {collection.word}")
        count = answered_words(status.answered, status.invited)
        self._count.setText(f"{count}, by phone or otherwise" if status.answered else count)
        self._reached.setText(_reached_words(status))
        self._reached.set_color("ink" if status.reached else "ink2")
        self._check.setText(
            "The network lets phones through."
            if status.reached
            else f"Try it with your own phone first: scan the code, or open\n{collection.check_url}"
        )
        paused = pause_words([pause.value for pause in status.pauses])
        self._banner.setVisible(paused is not None)
        if paused is not None:
            self._banner.set_message(*paused)

    def _show_warning(self) -> None:
        network = self._network.currentData()
        sentences = network.warnings if network is not None else ()
        self._warning.setText(" ".join(sentences))
        self._warning.setVisible(bool(sentences))

    def _keep_wifi_name(self) -> None:
        if self._wifi.text().strip() != self._phones.wifi_name:
            self._phones.set_wifi_name(self._wifi.text())

    def _fill_fallbacks(self, column: QVBoxLayout) -> None:
        from visionwork.feedback.phone.network import FALLBACKS

        for heading, text in FALLBACKS:
            column.addWidget(PlainLabel(heading, "cell_bold", parent=self))
            column.addWidget(PlainLabel(text, "cell", "ink2", wrap=True, parent=self))
            column.addSpacing(4)
        column.addStretch(1)


def _reached_words(status: CollectingStatus) -> str:
    if status.reached:
        return "A phone has reached this laptop."
    if status.opened:
        return "The page was opened on this laptop, and on no phone yet."
    return "No phone has opened the page yet."
