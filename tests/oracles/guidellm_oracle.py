# SPDX-License-Identifier: GPL-3.0-or-later
"""GuideLLM's own metrics against ours."""
import json
import os
import pathlib
import sys
import tempfile
import types
import warnings

import common

# GuideLLM's data loader imports torch, which has 5 GB and no part in what is compared.
STUB = pathlib.Path(__file__).parent / "without_torch"
sys.path.insert(0, str(STUB))
os.environ["USE_TORCH"] = "0"  # for datasets: it is none
warnings.simplefilter("ignore")

from guidellm.benchmark.schemas.accumulator import GenerativeRequestsAccumulator  # noqa: E402
from guidellm.benchmark.schemas.metrics import GenerativeMetrics  # noqa: E402
from guidellm.schemas.base.info import RequestInfo, RequestTimings  # noqa: E402
from guidellm.schemas.base.request import UsageMetrics  # noqa: E402
from guidellm.schemas.base.request_stats import GenerativeRequestStats  # noqa: E402

OFFSET = 1.0  # a moment of 0 is none to GuideLLM
SERIES = ["request_latency", "time_to_first_token_ms", "time_to_first_output_token_ms", "inter_token_latency_ms",
          "time_per_output_token_ms", "prompt_token_count", "output_token_count"]
RATES = ["requests_per_second", "request_concurrency", "prompt_tokens_per_second", "output_tokens_per_second",
         "tokens_per_second"]


def stats_of(record):
    """A record of ours as GuideLLM would have kept it."""
    sent, end = record["sent_s"] + OFFSET, record["end_s"] + OFFSET
    timings = RequestTimings(resolve_start=sent, request_start=sent, request_end=end, resolve_end=end, finalized=end)
    is_ok = record["outcome"] == "ok"
    if is_ok:
        timings.first_token_iteration = timings.first_request_iteration = record["first_token_s"] + OFFSET
        timings.first_output_token_iteration = record["first_token_s"] + OFFSET
        timings.last_token_iteration = timings.last_request_iteration = record["last_token_s"] + OFFSET
        timings.request_iterations = timings.token_iterations = len(record["chunk_arrivals_s"])
    return GenerativeRequestStats(
        request_id=record["request_id"], info=RequestInfo(request_id=record["request_id"], status="completed",
                                                          timings=timings),
        input_metrics=UsageMetrics(text_tokens=record["server_number_input_tokens"] if is_ok else None),
        output_metrics=UsageMetrics(text_tokens=record["server_number_output_tokens"] if is_ok else None))


def metrics_of(records):
    def accumulated(of):
        stats = [stats_of(record) for record in records if of(record["outcome"])]
        return GenerativeRequestsAccumulator(requests_stats=stats)

    start = min(record["sent_s"] for record in records) + OFFSET
    end = max(record["end_s"] for record in records) + OFFSET
    return GenerativeMetrics.compile(types.SimpleNamespace(
        timings=types.SimpleNamespace(finalized_measure_start=start, finalized_measure_end=end),
        completed=accumulated(lambda outcome: outcome == "ok"),
        incomplete=accumulated(lambda outcome: outcome == "cancelled"),
        errored=accumulated(lambda outcome: outcome not in ["ok", "cancelled"]),
        config=types.SimpleNamespace(confidence=None, slo=None,
                                     strategy=types.SimpleNamespace(defines_arrival_schedule=False))))


def flat(metrics):
    told = {f"request_totals.{status}": float(getattr(metrics.request_totals, status))
            for status in ["successful", "incomplete", "errored"]}
    for name in SERIES:
        one = getattr(metrics, name).successful
        told.update({f"{name}.successful.{word}": getattr(one, word) for word in ["mean", "median", "std_dev"]})
        told.update({f"{name}.successful.percentiles.{p}": getattr(one.percentiles, p) for p in ["p90", "p95", "p99"]})
    told.update({f"{name}.successful.mean": getattr(metrics, name).successful.mean for name in RATES})
    return told


def measured(url, folder):
    """GuideLLM on that endpoint, as its command line runs it: the benchmark of its result file."""
    prompts = pathlib.Path(folder, "prompts.jsonl")
    rows = [{"prompt": f"{i} " + "word " * 49, "output_tokens_count": common.TOKENS} for i in range(common.REQUESTS)]
    prompts.write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = pathlib.Path(folder, "result.json")
    program = pathlib.Path(sys.executable).with_name("guidellm")
    common.run_tool([program, "run", "--backend", f"kind=openai_http,target={url},model=simulated", "--profile",
                     f"kind=concurrent,streams={common.STREAMS}", "--constraint",
                     f"kind=max_requests,count={common.REQUESTS}", "--data", f"kind=json_file,path={prompts}",
                     "--output", f"kind=json,path={result}", "--disable-console"], folder, PYTHONPATH=str(STUB),
                    GUIDELLM__MAX_WORKER_PROCESSES="1")
    return json.loads(result.read_text())["benchmarks"][0]


def record_of(request, is_ok):
    """What its file has of a request; of its chunks it keeps the first, the last and their number."""
    timings = request["info"]["timings"]
    if not is_ok:
        return {"ok": False, "sent": timings["request_start"] or timings["resolve_start"],
                "end": timings["request_end"] or timings["resolve_end"]}
    first, last, count = (timings[key] for key in ["first_token_iteration", "last_token_iteration", "token_iterations"])
    chunks = [first + (last - first) * i / max(count - 1, 1) for i in range(count - 1)] + [last]
    return {"ok": True, "sent": timings["request_start"], "end": timings["request_end"], "chunks": chunks,
            "in": request["prompt_tokens"], "out": request["output_tokens"]}


def compare_theirs(comparison, url, ours):
    with tempfile.TemporaryDirectory() as folder:
        benchmark = measured(url, folder)
    requests = benchmark["requests"]
    records = [record_of(request, status == "successful") for status in ["successful", "errored"]
               for request in requests[status]]
    told = benchmark["metrics"]
    theirs = {f"request_totals.{status}": told["request_totals"][status] for status in ["successful", "errored"]}
    for name in SERIES:
        one = told[name]["successful"]
        theirs.update({f"{name}.successful.{word}": one[word] for word in ["mean", "median", "std_dev"]})
        theirs.update({f"{name}.successful.percentiles.{p}": one["percentiles"][p] for p in ["p90", "p95", "p99"]})
    figures = common.our_figures("guidellm", records)
    # Latencies are in s, all other times in ms; moments are whole nanoseconds here.
    in_s = {name: value for name, value in theirs.items() if name.startswith("request_latency")}
    comparison.equal("their records, our formulas, latencies", figures, in_s, absolute=2e-9)
    comparison.equal("their records, our formulas, the rest", figures,
                     {name: value for name, value in theirs.items() if name not in in_s}, absolute=2e-6)
    comparison.equal("their records, our formulas, rates", figures,
                     {f"{name}.successful.mean": told[name]["successful"]["mean"] for name in RATES}, relative=1e-7)
    if theirs["request_totals.errored"] == 0:
        same = ["request_totals.successful", "output_token_count.successful.mean"]
        comparison.equal("same endpoint, counts", ours.figures, {name: theirs[name] for name in same})
    key = "time_to_first_token_ms.successful.mean"
    print(f"  TTFT mean theirs {theirs[key]:.2f}, ours {ours.figures[key]:.2f} ms")


def main():
    comparison = common.Comparison()
    for what, options in common.ENDPOINTS.items():
        print(f" {what}")
        with common.simulator(*options) as url:
            ours = common.OurRun(url, "guidellm")
        comparison.equal("our records, their code", ours.figures, flat(metrics_of(ours.records)))
        with common.simulator(*options) as url:
            compare_theirs(comparison, url, ours)
    comparison.finish()


if __name__ == "__main__":
    main()
