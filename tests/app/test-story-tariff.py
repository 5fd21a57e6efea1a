#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""The tariff is edited by hand (S2-22, S3-47, S3-48, S3-49): a mistake is said beside its field and cannot be saved, mended it is saved and audited; the days of the history likewise."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tools"))
import gui
from gui import check, part


def is_blocked(window, name):
    return not gui.has_state(window.wait("button", name), "sensitive")


with gui.Story(__file__) as story:
    window = story.start("--demo", "--scenario", story.scenario, "--role", "system-admin")
    window.wait("label", "Devices 2 of 2 on line", 30)
    window.keys("alt+9")

    with story.step("the settings show the day of each season in words"):
        window.press("list item", "Tariff periods")
        window.wait("list item", part("Summer from 07-01: 07:00 Flat, 09:00 Peak"))

    with story.step("a period of five minutes is refused beside its field and in the list, and cannot be saved"):
        window.press("button", "Edit tariff periods")
        window.wait("button", "Save tariff")
        check(not is_blocked(window, "Save tariff"), "a good tariff cannot be saved")
        window.write("Name", "Story 2026")
        window.write("Summer, period 2 from", "07:05")
        window.wait("label", part("1 thing is to be mended"))
        check(len(window.find_all("label", part("the period from 07:00 on lasts only 5 min"))) == 2, "the mistake is not said beside its field and in the list")
        check(is_blocked(window, "Save tariff"), "a tariff with a mistake can be saved")

    with story.step("what is no time is refused with how to write it"):
        window.write("Summer, period 2 from", "nine")
        window.wait("label", part("“nine” is not a time of day"))
        check(is_blocked(window, "Save tariff"), "a tariff with a mistake can be saved")

    with story.step("a next set needs a time, and says so"):
        window.write("Summer, period 2 from", "09:30")
        window.wait_gone("label", part("to be mended"))
        window.press("button", "Next set")
        window.press("button", "Add season")
        window.wait("label", part("no time at which it takes over"))
        check(is_blocked(window, "Save tariff"), "a next set without a time can be saved")
        window.press("button", "Season 1, remove season")
        window.wait_gone("label", part("to be mended"))

    with story.step("a price that is none is refused beside its field, and one price needs the others"):
        window.press("button", "In force")
        window.write("Price of the rate “Peak”, yuan per kWh", "1,02")
        window.wait("label", part("“1,02” is not a price"))
        check(is_blocked(window, "Save tariff"), "a tariff with a wrong price can be saved")
        window.write("Price of the rate “Peak”, yuan per kWh", "1.02")
        window.wait("label", part("the rate “Valley” has no price"))
        for rate, price in (("Sharp", "1.2245"), ("Flat", "0.7"), ("Valley", "0.35")):
            window.write(f"Price of the rate “{rate}”, yuan per kWh", price)
        window.wait_gone("label", part("to be mended"))

    with story.step("a price step below the one before it is refused, mended it is taken"):
        window.press("button", "Add price step")
        window.wait("button", "Remove price step 1")
        window.press("button", "Add price step")
        window.wait("button", "Remove price step 2")
        window.write("Price step 2 from, kWh", "0")
        window.wait("label", part("price step 2 does not begin above the one before it"))
        check(is_blocked(window, "Save tariff"), "a tariff with a wrong step can be saved")
        window.write("Price step 2 from, kWh", "210")
        window.write("Price step 2, surcharge in yuan per kWh", "0.05")
        window.wait_gone("label", part("to be mended"))

    with story.step("mended it is saved, shown and audited"):
        before = story.ctl("audit", "verify")[1][0]["lines"]
        window.press("button", "Save tariff")
        window.wait("list item", part("Summer from 07-01: 07:00 Flat, 09:30 Peak"))
        window.wait("list item", part("Prices: Sharp 1.2245 · Peak 1.02 · Flat 0.7 · Valley 0.35 yuan/kWh · each month from 210 kWh +0.05"))
        window.wait("label", part("Story 2026"))
        gui.until(lambda: story.ctl("audit", "verify")[1][0]["lines"] > before, "saving the tariff leaves no audit line")

    with story.step("days of the history: a wrong number is refused, a right one saved"):
        window.press("list item", "History")
        window.wait("button", "Save days of the history")
        window.write("Days of single samples (0 = for ever)", "many")
        window.press("button", "Save days of the history")
        window.wait("label", part("nothing was saved"))
        window.write("Days of single samples (0 = for ever)", "500")
        window.press("button", "Save days of the history")
        window.wait("label", part("Saved."))

    with story.step("a duty guard may not: refused with a sentence, and nothing is changed"):
        window.act("app.role", gui.GLib.Variant("s", "duty-guard"))
        window.press("list item", "Tariff periods")
        window.press("button", "Edit tariff periods")
        window.wait("button", "Save tariff")
        window.write("Name", "Guard's own")
        window.press("button", "Save tariff")
        window.wait("label", part("Duty guard"))
        window.press("button", "Cancel")
        window.wait("label", part("Story 2026"))
        check(not window.find_all("label", part("Guard's own")), "a duty guard has changed the tariff")
