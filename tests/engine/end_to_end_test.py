#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Debian's llama-server with `inferometer` and checks the figures against what the server says of itself.

usage: end_to_end_test.py INFEROMETER WORK_FOLDER
"""
import json
import pathlib
import subprocess
import sys

from engine import check, engine, fetch_engine, get, work_folder
from recorder import Recorder

INPUT_TOKENS = 100
OUTPUT_TOKENS = 64
# On top of the server's own prompt time: its HTTP and slot handling, the relay of this test, and two busy cores.
TTFT_ALLOWANCE_S = 0.060
# The server's decode time and the client's first-to-last token span the same gaps; the rest is scheduling of this test.
DECODE_TOLERANCE = 0.05
DECODE_ALLOWANCE_S = 0.015


def measure(binary, work, port, api, concurrent, requests):
    """Runs inferometer; returns the JSON report and the records of the run by request id."""
    done = subprocess.run(
        [binary, "run", "synthetic", "--json", "--llm-api", api, "--base-url", f"http://127.0.0.1:{port}",
         "--model-names", "tiny", "--num-input-tokens", str(INPUT_TOKENS), "--num-output-tokens", str(OUTPUT_TOKENS),
         "--num-requests", str(requests), "--num-concurrent-requests", str(concurrent),
         "--results-dir", str(work / "results")], capture_output=True, text=True, timeout=120)
    check(done.returncode == 0, f"{api}: exit code {done.returncode}: {done.stderr}")
    run = json.loads(done.stdout)["runs"][0]
    files = list(pathlib.Path(run["folder"]).glob("*_individual_responses.json"))
    records = {record["request_id"]: record for record in json.loads(files[0].read_text())}
    check(len(records) == requests, f"{api}: {len(records)} records of {requests} requests")
    return run, records


def prompt_of(exchange):
    body = json.loads(exchange.body)
    if "input" in body:
        return body["input"][-1]["content"][0]["text"]
    return body["messages"][-1]["content"] if "messages" in body else body["prompt"]


def anthropic_counts(exchange):
    """Of Anthropic's input tokens those from the cache are no part."""
    begun = exchange.last("message")["usage"]
    return begun["input_tokens"] + begun["cache_read_input_tokens"], exchange.last("usage")["output_tokens"]


# What the server said of a request: its input and output tokens.
COUNTS = {
    "openai-chat": lambda e: (e.last("usage")["prompt_tokens"], e.last("usage")["completion_tokens"]),
    "openai-completions": lambda e: (e.last("usage")["prompt_tokens"], e.last("usage")["completion_tokens"]),
    "llamacpp-completion": lambda e: (e.last("tokens_evaluated"), e.last("tokens_predicted")),
    "openai-responses": lambda e: tuple(e.last("response")["usage"][key] for key in ("input_tokens", "output_tokens")),
    "anthropic-messages": anthropic_counts,
}
EXACT = ("openai-chat", "openai-completions", "llamacpp-completion")  # take an exact length
TIMED = (*EXACT, "openai-responses")  # the server says its times


def check_tokens(record, exchange, tokens_in_prompt, api, name):
    prompt, produced = COUNTS[api](exchange)
    check(record["number_output_tokens"] == produced and (produced == OUTPUT_TOKENS or api not in EXACT),
          f"{name}: {record['number_output_tokens']} output tokens, the server says {produced}")
    check(record["server_number_input_tokens"] == prompt,
          f"{name}: {record['server_number_input_tokens']} input tokens, the server says {prompt}")
    check(tokens_in_prompt == INPUT_TOKENS, f"{name}: the prompt has {tokens_in_prompt} tokens by /tokenize")
    check(record["outcome"] == "ok" and record["first_token_stamp"] in ("exact", "bounded"), f"{name}: {record}")


def check_times(record, exchange, concurrent, name):
    timings = exchange.last("timings")
    prompt, decode = timings["prompt_ms"] / 1e3, timings["predicted_ms"] / 1e3
    ttft = record["first_token_s"] - record["sent_s"]
    span = record["last_token_s"] - record["first_token_s"]
    check(ttft >= prompt, f"{name}: TTFT {ttft:.6f} s is less than the server's prompt time {prompt:.6f} s")
    if concurrent == 1:  # others' prompts are processed in between otherwise
        check(ttft <= prompt + TTFT_ALLOWANCE_S, f"{name}: TTFT {ttft:.6f} s, the server's prompt time {prompt:.6f} s")
    off = abs(span - decode)
    check(off <= DECODE_TOLERANCE * decode + DECODE_ALLOWANCE_S,
          f"{name}: first to last token took {span:.6f} s, the server says {decode:.6f} s")
    return {"ttft_over_ms": 1e3 * (ttft - prompt), "decode_off_percent": 100 * (span - decode) / decode}


def against_requests(binary, work, port, api, concurrent, requests):
    """Every request against the usage and timings that the server put into its answer."""
    recorder = Recorder(port)
    _, records = measure(binary, work, recorder.port, api, concurrent, requests)
    exchanges = {exchange.request_id: exchange for exchange in recorder.streamed()}
    figures = []
    for request_id, record in records.items():
        name = f"{api}, {concurrent} at once, request {request_id}"
        check(request_id in exchanges, f"{name}: the server never saw this x-request-id")
        exchange = exchanges[request_id]
        tokens = json.loads(get(f"http://127.0.0.1:{port}/tokenize", {"content": prompt_of(exchange)}))["tokens"]
        check_tokens(record, exchange, len(tokens), api, name)
        if api in TIMED and record["number_output_tokens"] > OUTPUT_TOKENS // 4:
            figures.append(check_times(record, exchange, concurrent, name))
    prompts = {prompt_of(exchanges[request_id]) for request_id in records}
    check(len(prompts) == requests, f"{api}: only {len(prompts)} different prompts in {requests} requests")
    if not figures:
        print(f"{api}, {concurrent} at once, {requests} requests: counts as the server's")
        return
    worst = {key: max((abs(f[key]), f[key]) for f in figures)[1] for key in figures[0]}
    print(f"{api}, {concurrent} at once, {requests} requests: TTFT at most {worst['ttft_over_ms']:.2f} ms over the "
          f"server's prompt time, decode time at most {worst['decode_off_percent']:+.2f} % off")


def counters(port):
    lines = get(f"http://127.0.0.1:{port}/metrics").decode().splitlines()
    return {name: float(value) for name, value in (line.split() for line in lines if not line.startswith("#"))}


def against_counters(binary, work, port, api, requests):
    """A run with nothing in between against the server's own totals."""
    before = counters(port)
    run, records = measure(binary, work, port, api, 1, requests)
    after = counters(port)
    grew = {key: after[key] - before[key] for key in after}
    produced = sum(record["number_output_tokens"] for record in records.values())
    decode = sum(record["last_token_s"] - record["first_token_s"] for record in records.values())
    total = grew["llamacpp:tokens_predicted_total"]
    # Calibrating the prompt may have cost probes: they can only add.
    check(produced <= total <= produced + 64, f"{api}: {produced} tokens, the server counts {total}")
    seconds = grew["llamacpp:tokens_predicted_seconds_total"] * produced / total
    check(abs(decode - seconds) <= DECODE_TOLERANCE * seconds + DECODE_ALLOWANCE_S * requests,
          f"{api}: decoding took {decode:.4f} s, the server counts {seconds:.4f} s")
    check(run["summary"]["stamps"]["user"] == 0, f"{api}: chunks without a kernel stamp on loopback")
    off = 100 * (decode - seconds) / seconds
    print(f"{api}, direct: {produced} tokens as the server counts, decode time {off:+.2f} % off")


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    work = work_folder(sys.argv[2])
    fetch_engine()
    with engine(work) as port:
        for api in ("openai-chat", "openai-completions"):
            against_requests(binary, work, port, api, 1, 8)
            against_requests(binary, work, port, api, 4, 16)
            against_counters(binary, work, port, api, 8)
        for api in ("llamacpp-completion", "anthropic-messages", "openai-responses"):
            against_requests(binary, work, port, api, 1, 8)
            against_requests(binary, work, port, api, 4, 16)
    print("the engine's own figures hold")


if __name__ == "__main__":
    main()
