"""The price of the robot check, in Markdown: hashes asked, time in this machine's Chromium, the bound for an old phone, the page's ease
meanwhile, and what a flooder pays. Fails where an old phone would need three seconds or the page is held up.

    price.py PERRON-PROOF CHALLENGES
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "browser"))

from chromium import launch  # noqa: E402
from demo import Demo  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

# What was published of old phones: hashes in a second.
SEEN = 115_000
BOUND = 85_000
ENOUGH = 3.0

# Solves challenges with the page's own worker, and types beside it.
SOLVE = """async ({ challenges, difficulty, count, type }) => {
    const times = [], hashes = [], tasks = [], frames = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
    const field = document.querySelector("#numero");
    const address = document.querySelector("[data-robot]").dataset.worker;
    let isRunning = type;
    const typing = (async () => {
        while (isRunning) {
            const begun = performance.now();
            field.value = String(Math.floor(begun));
            field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            await new Promise(requestAnimationFrame);
            frames.push(performance.now() - begun);
        }
    })();
    for (const challenge of challenges) {
        const worker = new Worker(address);
        const begun = performance.now();
        const proof = await new Promise((resolve) => {
            worker.onmessage = ({ data }) => { if (data.proof !== undefined) { resolve(data.proof); } };
            worker.postMessage({ challenge, difficulty, count });
        });
        times.push((performance.now() - begun) / 1000);
        hashes.push(proof.split(",").reduce((sum, nonce) => sum + Number(nonce) + 1, 0));
        worker.terminate();
    }
    isRunning = false;
    await typing;
    return { times, hashes, tasks, frames };
}"""


def measure(price, challenges, typing):
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Demo(Path(folder) / "data")
        browser = launch(playwright)
        try:
            page = browser.new_page()
            page.goto(demo.url + "/acces")
            real = page.locator("[data-robot]").get_attribute("data-challenge")
            # As long as a real one, each its own.
            texts = [real[:-4] + f"{number:04d}" for number in range(challenges)]
            asked = {"challenges": texts, "difficulty": price["difficulty"], "count": price["puzzles"], "type": typing}
            return page.evaluate(SOLVE, asked) | {"version": browser.version}
        finally:
            browser.close()
            demo.stop()


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main(proof, challenges):
    price = json.loads(subprocess.run([proof, "robot-price"], capture_output=True, text=True, check=True).stdout)
    quiet, typed = measure(price, challenges, False), measure(price, challenges, True)
    rate = sum(quiet["hashes"]) / sum(quiet["times"])
    mean, p99 = price["mean"], price["p99"]

    print(f"The check at rest asks {price['puzzles']} puzzles of {price['difficulty']} zero bits: {mean:,.0f} SHA-256 on average, {p99:,.0f} at most in 99 of 100 cases.")
    print("Each is one block of 64 bytes, for what stands before the nonce is hashed once.\n")
    print("| who | SHA-256 a second | mean | 99 of 100 |")
    print("| --- | --: | --: | --: |")
    for who, speed in [
        (f"here, Chromium {quiet['version']}, its worker", rate),
        ("Galaxy S5 mini (2014), as published", SEEN),
        ("half of the slowest phone published", BOUND),
    ]:
        print(f"| {who} | {speed:,.0f} | {mean / speed:.2f} s | {p99 / speed:.2f} s |")
    print(f"\nMeasured here, {challenges} challenges: median {statistics.median(quiet['times']):.2f} s, longest {max(quiet['times']):.2f} s. The bound is {rate / BOUND:.0f} times slower than here.\n")
    print("The phones are those of Friendly Captcha's users, who ran its BLAKE2b in plain JavaScript, without WebAssembly, as this worker's SHA-256 runs: a Galaxy S5 mini took 46 s")
    print("for 12 puzzles of 440,916 hashes (github.com/FriendlyCaptcha/friendly-challenge, issue 4; friendly-pow, issue 1); the slowest that its author had seen made 170,000 a second, and")
    print("he halved that for « a truly ancient phone ». BLAKE2b is the harder of the two there: 12 rounds of 64-bit additions put together from 32-bit halves, about 5,000 operations a")
    print("block, against about 3,200 of 32 bits for a block of SHA-256. So the rows for phones are cautious; no such phone was at hand.\n")
    print(f"While the worker works the page is typed in, {len(typed['frames']):,} times: to the next frame {statistics.median(typed['frames']):.0f} ms (median), {percentile(typed['frames'], 0.99):.0f} ms (99 of 100); "
          f"tasks of 50 ms or more: {len(typed['tasks'])} in {sum(typed['times']):.0f} s.\n")
    print(f"A flooder in the best native code at hand, block after block on one core of this machine: {price['hashesPerSecond']:,.0f} SHA-256 in a second of CPU time, "
          f"{price['hashesPerSecond'] / rate:.0f} times what the browser does. The least that requests cost:\n")
    print("| requests of one network in ten minutes | SHA-256 a request | CPU seconds a request | CPU hours for 1,000,000 |")
    print("| --- | --: | --: | --: |")
    for load in price["loads"]:
        print(f"| from {load['recent']} | {load['hashes']:,.0f} | {load['seconds']:.4f} | {load['seconds'] * 1e6 / 3600:,.1f} |")
    print("\nA graphics card does SHA-256 some 150 times faster than a whole processor (6,150 million a second, as the authors of Cap publish: capjs.js.org, « HashWX »): to whoever owns one,")
    print("the work is next to nothing. It stops what costs nobody anything; what a flood may do at most is the quotas' and the letter budget's business.\n")

    faults = []
    if p99 / BOUND >= ENOUGH:
        faults.append(f"an old phone needs {p99 / BOUND:.1f} s")
    if percentile(typed["frames"], 0.99) > 100 or len(typed["tasks"]) > 2:
        faults.append("the page is held up while the worker works")
    print("**Not shown**: " + "; ".join(faults) + "." if faults else f"Shown: an old phone is through in less than {ENOUGH:.0f} s at rest, and the page stays usable.")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
