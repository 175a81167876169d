# SPDX-License-Identifier: GPL-3.0-or-later
"""AIPerf's own metrics against ours."""
import json
import pathlib
import sys
import tempfile
import types
import warnings

import common

warnings.simplefilter("ignore")

import numpy as np  # noqa: E402
from aiperf.common.enums import MetricType  # noqa: E402
from aiperf.common.exceptions import NoMetricValue  # noqa: E402
from aiperf.common.models import record_models  # noqa: E402
from aiperf.metrics.metric_dicts import MetricRecordDict, metric_result_from_array  # noqa: E402
from aiperf.metrics.metric_registry import MetricRegistry  # noqa: E402
from tokenizers import Tokenizer, models, pre_tokenizers  # noqa: E402
from transformers import PreTrainedTokenizerFast  # noqa: E402

SECOND = 10**9
SERIES = {"time_to_first_token": 1e-6, "time_to_second_token": 1e-6, "time_to_first_output_token": 1e-6,
          "request_latency": 1e-6, "inter_token_latency": 1e-6, "inter_chunk_latency": 1e-6,
          "output_token_throughput_per_user": 1, "e2e_output_token_throughput": 1, "prefill_throughput_per_user": 1,
          "output_sequence_length": 1, "input_sequence_length": 1}  # and the factor to the unit it shows
WORDS = ["avg", "min", "max", "p50", "p90", "p95", "p99", "std"]
TOTALS = ["request_count", "benchmark_duration", "total_isl", "total_osl"]
EXACT_OF_GAPS = ["avg", "min", "max", "std"]  # its percentiles of gaps come from a t-digest


def ns(seconds):
    return round(seconds * SECOND) + SECOND  # a moment of 0 is none to AIPerf


def record_of(record):
    """A record of ours as AIPerf would have kept it."""
    request = types.SimpleNamespace(start_perf_ns=ns(record["sent_s"]), end_perf_ns=ns(record["end_s"]),
                                    controller_timestamp_ns=ns(record["sent_s"]), has_error=False)
    responses = [record_models.ParsedResponse(perf_ns=ns(moment), data=record_models.TextResponseData(text="a"))
                 for moment in record["chunk_arrivals_s"]]
    known = record["chunk_tokens_known"]
    counts = record_models.TokenCounts(input=common.INPUT_TOKENS, output=record["server_number_output_tokens"],
                         first_content_chunk_tokens=record["chunk_tokens"][0] if known else None)
    return record_models.ParsedResponseRecord(request=request, responses=responses, token_counts=counts)


def values_of(records):
    """Of each record its metrics, by AIPerf's own classes in the order that they ask for."""
    order = [tag for tag in MetricRegistry.create_dependency_order()
             if MetricRegistry.get_class(tag).type == MetricType.RECORD and tag in SERIES]
    values = []
    for record in records:
        parsed = record_of(record)
        one = MetricRecordDict()
        for tag in order:
            try:
                one[tag] = MetricRegistry.get_instance(tag).parse_record(parsed, one)
            except NoMetricValue:
                pass
        values.append(one)
    return values


def flat(records):
    good = [record for record in records if record["outcome"] == "ok"]
    values = values_of(good)
    told = {}
    for tag, factor in SERIES.items():
        # One gap after another where a request has several.
        all_of_it = np.concatenate([np.atleast_1d(np.array(one[tag], dtype=float)) for one in values if tag in one])
        result = metric_result_from_array(tag, tag, "", all_of_it, float(np.sum(all_of_it)))
        for word in EXACT_OF_GAPS if tag == "inter_chunk_latency" else WORDS:
            told[f"{tag}.{word}"] = getattr(result, word) * factor
    start = min(ns(record["sent_s"]) for record in good)
    end = max(ns(record["sent_s"]) + one["request_latency"] for record, one in zip(good, values))
    duration = (end - start) / SECOND  # BenchmarkDurationMetric
    totals = {name: float(sum(one[tag] for one in values))
              for name, tag in [("total_osl", "output_sequence_length"), ("total_isl", "input_sequence_length")]}
    told.update(totals, request_count=float(len(good)), error_request_count=float(len(records) - len(good)),
                benchmark_duration=duration, request_throughput=len(good) / duration,
                output_token_throughput=totals["total_osl"] / duration,
                total_token_throughput=sum(totals.values()) / duration)
    return told


def make_tokenizer(folder):
    """A word is a token: one has to be there, though the server's counts are taken."""
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "word": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="[UNK]").save_pretrained(folder)


def measured(url, folder):
    """AIPerf on that endpoint, as its command line runs it: its summary, and its records."""
    prompts = pathlib.Path(folder, "prompts.jsonl")
    prompts.write_text("".join(json.dumps({"text": f"{i} " + "word " * 49}) + "\n" for i in range(common.REQUESTS)))
    make_tokenizer(f"{folder}/tokenizer")
    program = pathlib.Path(sys.executable).with_name("aiperf")
    common.run_tool([program, "profile", "--model", "simulated", "--url", url, "--endpoint-type", "chat", "--streaming",
                     "--concurrency", str(common.STREAMS), "--request-count", str(common.REQUESTS),
                     "--use-server-token-count", "--input-file", prompts, "--custom-dataset-type", "single_turn",
                     "--tokenizer", f"{folder}/tokenizer", "--artifact-dir", f"{folder}/artifacts", "--ui", "none",
                     "--extra-inputs", f"max_completion_tokens:{common.TOKENS}"], folder)
    lines = pathlib.Path(folder, "artifacts/profile_export.jsonl").read_text().splitlines()
    return json.loads(pathlib.Path(folder, "artifacts/profile_export_aiperf.json").read_text()), map(json.loads, lines)


def kept(record, origin):
    """What its file has of a request, from `origin` (ns) on. Times are ms of whole nanoseconds."""
    metadata, metrics = record["metadata"], record["metrics"]
    sent = (metadata["request_start_ns"] - origin) / SECOND
    if record.get("error"):
        return {"ok": False, "sent": sent, "end": (metadata["request_end_ns"] - origin) / SECOND}
    moments = np.cumsum([metrics["time_to_first_token"]["value"], *metrics["inter_chunk_latency"]["value"]])
    chunks = [sent + float(moment) / 1000 for moment in moments]
    return {"ok": True, "sent": sent, "chunks": chunks, "end": (metadata["request_end_ns"] - origin) / SECOND,
            "in": metrics["input_sequence_length"]["value"], "out": metrics["output_sequence_length"]["value"]}


def compare_theirs(comparison, url, ours):
    with tempfile.TemporaryDirectory() as folder:
        summary, records = measured(url, folder)
    records = [record for record in records if record["metadata"]["benchmark_phase"] == "profiling"]
    origin = min(record["metadata"]["request_start_ns"] for record in records)
    figures = common.our_figures("aiperf", [kept(record, origin) for record in records])
    theirs = {f"{tag}.{word}": summary[tag][word] for tag in SERIES
              for word in (EXACT_OF_GAPS if tag == "inter_chunk_latency" else WORDS)}
    theirs.update({name: summary[name]["avg"] for name in TOTALS})
    # Moments are whole nanoseconds here; a rate of a user is off by as much of its time.
    comparison.equal("their records, our formulas", figures, theirs, relative=1e-6, absolute=2e-6)
    if theirs["request_count"] == common.REQUESTS:
        comparison.equal("same endpoint, counts", ours.figures,
                         {name: theirs[name] for name in ["request_count", "total_osl"]})
    key = "time_to_first_token.avg"
    window = theirs["request_count"] / summary["request_throughput"]["avg"]
    print(f"  TTFT mean theirs {theirs[key]:.2f}, ours {ours.figures[key]:.2f} ms; its throughputs are over a window "
          f"{1000 * (window - theirs['benchmark_duration']):.1f} ms longer than its benchmark_duration")


def main():
    comparison = common.Comparison()
    endpoints = {**common.ENDPOINTS, "usage on every chunk": ["--tokens-per-chunk", 4, "--usage", "each"]}
    for what, options in endpoints.items():
        print(f" {what}")
        with common.simulator(*options) as url:
            ours = common.OurRun(url, "aiperf")
        comparison.equal("our records, their code", ours.figures, flat(ours.records))
        if "each" not in options:  # AIPerf asks for counts on every chunk only by an option of its own
            with common.simulator(*options) as url:
                compare_theirs(comparison, url, ours)
    comparison.finish()


if __name__ == "__main__":
    main()
