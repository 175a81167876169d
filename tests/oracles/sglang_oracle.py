# SPDX-License-Identifier: GPL-3.0-or-later
"""SGLang's own calculate_metrics and chat client against ours."""
import argparse
import asyncio
import dataclasses
import time
import warnings

import common


class Tokenizer:
    """Stands for the tokenizer, of which only the retokenised counts would come."""

    def encode(self, text, **_):
        return text.split()


@dataclasses.dataclass
class DatasetRow:  # as in sglang/benchmark/datasets/common.py
    prompt: object
    prompt_len: int
    output_len: int
    vision_prompt_len: int = 0

    @property
    def text_prompt_len(self):
        return self.prompt_len


common.package("sglang")
common.package("sglang.benchmark")
common.stub("transformers", AutoProcessor=None, AutoTokenizer=None, PreTrainedTokenizerBase=object,
            PreTrainedTokenizer=object, PreTrainedTokenizerFast=object)
common.stub("sglang.benchmark.datasets", DatasetRow=DatasetRow, get_dataset=None)
common.stub("sglang.benchmark.datasets.mooncake", get_mooncake_request_over_time=None)
common.stub("sglang.srt", __path__=[])
common.stub("sglang.srt.disaggregation", __path__=[])
common.stub("sglang.srt.disaggregation.utils", FAKE_BOOTSTRAP_HOST="")
common.stub("sglang.srt.utils", __path__=[])
common.stub("sglang.srt.utils.network", resolve_base_url=None, resolve_host_port=None)

from sglang.benchmark import serving  # noqa: E402

warnings.simplefilter("ignore")
serving.set_global_args(argparse.Namespace(disable_stream=False, disable_ignore_eos=True, cache_report=False,
                                           print_requests=False, backend="sglang-oai-chat", header=None))
ASKED = common.TOKENS + 1  # told to SGLang; the endpoint gives one fewer
NAMES = ["ttft", "tpot", "itl", "e2e_latency"]
TOTALS = {"completed": "completed", "total_input_tokens": "total_input", "total_output_tokens": "total_output",
          "max_output_tokens_per_s": "max_output_tokens_per_s", "max_concurrent_requests": "max_concurrent_requests",
          "request_throughput": "request_throughput", "input_throughput": "input_throughput",
          "output_throughput": "output_throughput", "total_throughput": "total_throughput",
          "concurrency": "concurrency"}


def flat(metrics):
    told = {name: getattr(metrics, theirs) for name, theirs in TOTALS.items()}
    for name in NAMES:
        told.update({f"{word}_{name}_ms": getattr(metrics, f"{word}_{name}_ms")
                     for word in ["mean", "median", "std", "p90", "p95", "p99"]})
    told["max_itl_ms"] = metrics.max_itl_ms
    return {name: float(value) for name, value in told.items()}


def summary(outputs, inputs, duration):
    rows = [DatasetRow("", count, common.TOKENS) for count in inputs]
    metrics, _ = serving.calculate_metrics(rows, outputs, duration, Tokenizer(), "sglang-oai-chat")
    return flat(metrics)


def output_of(record):
    """A record of ours as SGLang's client would have kept it."""
    output = serving.RequestFuncOutput(success=record["outcome"] == "ok", start_time=record["sent_s"])
    if output.success:
        arrivals = record["chunk_arrivals_s"]
        output.ttft = record["first_token_s"] - record["sent_s"]
        output.itl = [later - one for one, later in zip(arrivals, arrivals[1:])]
        output.latency = record["end_s"] - record["sent_s"]
        output.output_len = record["server_number_output_tokens"]
    return output


async def measured(url, usage):
    """SGLang's client on that endpoint: what it keeps of each request, and how long all took."""
    gate = asyncio.Semaphore(common.STREAMS)
    body = {"stream_options": {"include_usage": True}} if usage else {}

    async def one(i):
        async with gate:
            return await serving.async_request_openai_chat_completions(serving.RequestFuncInput(
                prompt=f"{i} " + "word " * 49, api_url=f"{url}/v1/chat/completions", prompt_len=common.INPUT_TOKENS,
                output_len=ASKED, model="simulated", lora_name="", image_data=None,
                extra_request_body={**body, "max_completion_tokens": common.TOKENS}))

    start = time.perf_counter()
    outputs = await asyncio.gather(*(one(i) for i in range(common.REQUESTS)))
    return outputs, time.perf_counter() - start


def records_of(outputs, usage):
    records = []
    for output in outputs:
        chunks = [output.start_time + output.ttft]
        for gap in output.itl:
            chunks.append(chunks[-1] + gap)
        records.append({"ok": output.success, "sent": output.start_time, "chunks": chunks,
                        "end": output.start_time + output.latency, "in": common.INPUT_TOKENS,
                        **({"out": output.output_len} if usage else {"asked": ASKED})})
    return records


def main():
    comparison = common.Comparison()
    for what, options in common.ENDPOINTS.items():
        print(f" {what}")
        with common.simulator(*options) as url:
            ours = common.OurRun(url, "sglang")
        # SGLang counts prompts itself: as long as asked, where the server adds those of the chat template.
        inputs = [common.INPUT_TOKENS] * len(ours.records)
        theirs = summary([output_of(record) for record in ours.records], inputs, ours.duration)
        comparison.equal("our records, their code", ours.figures, theirs)
        for usage in [True, False]:
            with common.simulator(*options, *([] if usage else ["--usage", "none"])) as url:
                outputs, duration = asyncio.run(measured(url, usage))
            theirs = summary(outputs, [common.INPUT_TOKENS] * len(outputs), duration)
            figures = common.our_figures("sglang", records_of(outputs, usage))
            known = {name: value for name, value in theirs.items()
                     if not name.endswith("throughput") and name != "concurrency"}
            comparison.equal(f"their records, our formulas, {'with' if usage else 'without'} usage", figures, known,
                             absolute=2e-6)
            if usage and theirs["completed"] == common.REQUESTS:
                comparison.equal("same endpoint, counts", ours.figures,
                                 {name: theirs[name] for name in ["completed", "total_output_tokens"]})
        print(f"  without usage they report {theirs['total_output_tokens']:.0f} output tokens, {ASKED} each as asked; "
              f"TTFT mean theirs {theirs['mean_ttft_ms']:.2f}, ours {ours.figures['mean_ttft_ms']:.2f} ms; their "
              f"duration is {1000 * (duration - figures['duration']):.2f} ms longer")
    comparison.finish()


if __name__ == "__main__":
    main()
