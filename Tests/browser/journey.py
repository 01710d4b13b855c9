"""The member's way through the site, by the labels on its screens."""

import re
import time
from urllib.parse import urlsplit

import post
from cast import PASSWORD
from labels import Labels


class Journey:
    """One person at one page. `script` says whether the browser runs scripts."""

    def __init__(self, page, site, language="fr", script=True):
        self.page, self.site, self.label, self.script = page, site, Labels(language), script

    def arrive(self):
        self.page.goto(self.site.url + "/")
        if self.label.language != "fr":
            self.press(f"common.language.{self.label.language}")

    def press(self, key):
        """Presses the button or link with a label."""
        name = self.label(key)
        self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name)).first.click()

    def field(self, key):
        return self.page.locator("input, select").and_(self.page.get_by_label(self.label(key)))

    def choose(self, key):
        self.page.get_by_role("radio", name=self.label(key)).check()

    def title(self):
        return self.page.locator("h1").inner_text()

    def stands_at(self, path):
        """Waits until the page of a path is there."""
        self.page.wait_for_url(lambda url: urlsplit(url).path == path)

    def to_request(self):
        """Steps 1 and 2: from the public page to the request."""
        self.arrive()
        self.press("common.header.personalSpace")
        self.stands_at("/connexion")
        self.press("account.signIn.forgotten")
        self.stands_at("/acces")

    def fill_in_request(self, role, number):
        """Step 3: who one is, and not a robot."""
        self.choose(f"access.role.{role}")
        self.field("access.number.label").fill(number)
        self.page.get_by_role("checkbox", name=self.label("access.robot.label")).check()

    def request(self, role, number):
        """Steps 3 and 4."""
        self.fill_in_request(role, number)
        if not self.script:
            time.sleep(self.slow_seconds() + 0.2)
        self.press("access.request.submit")

    def slow_seconds(self):
        """How long the page without script asks to wait."""
        told = re.search(self.label("access.robot.slow").pattern[1:].replace(".*", r"(\d+)\D+", 1), self.page.locator("main").inner_text())
        return int(told.group(1)) if told else 0

    def ask_for(self, channel):
        """Steps 5 and 6."""
        self.stands_at("/acces/envoi")
        self.choose(f"access.channel.{channel}")
        self.press("access.channel.submit")
        self.stands_at("/acces/suivi")

    def ask(self, person, channel):
        """Steps 1 to 6."""
        self.to_request()
        self.request(person.role, person.number)
        self.ask_for(channel)

    def code(self, person, channel):
        """What came by e-mail or by letter."""
        if channel == "email":
            return post.code_of_mail(post.mail_to(self.site.data, person.email, holding=post.CODE))
        return post.code_of_letter(post.letter_for(self.site.data, person.number))

    def sign_in(self, number, password):
        """Step 7, or any later sign-in."""
        self.page.goto(self.site.url + "/connexion")
        self.field("access.number.label").fill(number)
        self.page.locator("input[type=password]").and_(self.page.get_by_label(self.label("account.signIn.password"))).fill(password)
        self.press("account.signIn.submit")

    def choose_password(self, birth, password=PASSWORD, email=None):
        """Step 8."""
        self.stands_at("/mot-de-passe")
        for part, value in zip(("day", "month", "year"), birth):
            self.page.get_by_label(self.label(f"common.date.{part}")).fill(value)
        self.page.locator("input[type=password]").fill(password)
        if email:
            self.field("account.choose.email").fill(email)
        self.press("account.choose.submit")

    def open_space(self, person, channel, password=PASSWORD):
        """All eight steps."""
        self.ask(person, channel)
        self.sign_in(person.number, self.code(person, channel))
        self.choose_password(person.birth, password)
        self.stands_at("/espace")
