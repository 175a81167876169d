# SPDX-License-Identifier: GPL-3.0-or-later
"""vLLM's own calculate_metrics and benchmark client against ours."""
import asyncio
import contextlib
import dataclasses
import io
import logging
import warnings

import common

common.package("vllm")
common.package("vllm.utils")


@dataclasses.dataclass
class SampleRequest:  # as in vllm/benchmarks/datasets
    prompt: str
    prompt_len: int
    expected_output_len: int
    multi_modal_data: object = None
    request_id: object = None
    request_overrides: object = None
    chat_messages: object = None


common.stub("vllm.benchmarks.datasets", SampleRequest=SampleRequest, add_dataset_parser=None, get_samples=None)
common.stub("vllm.tokenizers", TokenizerLike=object, get_tokenizer=None)
common.stub("vllm.utils.argparse_utils", FlexibleArgumentParser=object)
common.stub("vllm.utils.gc_utils", freeze_gc_heap=lambda: None)
common.stub("vllm.utils.network_utils", join_host_port=None)
common.stub("vllm.logger", init_logger=logging.getLogger)

from vllm.benchmarks import serve  # noqa: E402
from vllm.benchmarks.lib.endpoint_request_func import RequestFuncOutput  # noqa: E402

warnings.simplefilter("ignore")
PERCENTILES = [90.0, 95.0, 99.0]
NAMES = ["ttft", "tpot", "itl", "e2el"]
COUNTS = ["completed", "failed", "total_input_tokens", "total_output_tokens"]
RATES = ["request_throughput", "output_throughput", "total_token_throughput"]


def flat(metrics):
    told = {"completed": metrics.completed, "failed": metrics.failed, "total_input_tokens": metrics.total_input,
            "total_output_tokens": metrics.total_output,
            "max_output_tokens_per_s": metrics.max_output_tokens_per_s,
            "max_concurrent_requests": metrics.max_concurrent_requests}
    told.update({name: getattr(metrics, name) for name in RATES})
    for name in NAMES:
        told.update({f"{word}_{name}_ms": getattr(metrics, f"{word}_{name}_ms") for word in ["mean", "median", "std"]})
        told.update({f"p{p:.0f}_{name}_ms": value for p, value in getattr(metrics, f"percentiles_{name}_ms")})
    return {name: float(value) for name, value in told.items()}


def output_of(record):
    """A record of ours as vLLM's client would have kept it."""
    output = RequestFuncOutput()
    output.success = record["outcome"] == "ok"
    output.start_time = record["sent_s"]
    if output.success:
        arrivals = record["chunk_arrivals_s"]
        output.ttft = record["first_token_s"] - record["sent_s"]
        output.itl = [later - one for one, later in zip(arrivals, arrivals[1:])]
        output.latency = record["last_token_s"] - record["sent_s"]
        output.output_tokens = record["server_number_output_tokens"]
        output.prompt_len = record["server_number_input_tokens"]
    return output


def measured(url):
    """vLLM's client on that endpoint: its result, with details."""
    requests = [SampleRequest(f"{i} " + "word " * 49, 50, common.TOKENS) for i in range(common.REQUESTS)]
    with contextlib.redirect_stdout(io.StringIO()):
        return asyncio.run(serve.benchmark(
            task_type=serve.TaskType.GENERATION, endpoint_type="openai-chat", api_url=f"{url}/v1/chat/completions",
            base_url=url, model_id="simulated", model_name="simulated", tokenizer=object(), input_requests=requests,
            logprobs=None, request_rate=float("inf"), burstiness=1.0, disable_tqdm=True, num_warmups=0, profile=False,
            selected_percentile_metrics=NAMES, selected_percentiles=PERCENTILES, ignore_eos=False,
            goodput_config_dict={}, max_concurrency=common.STREAMS, lora_modules=None, extra_headers=None,
            extra_body=None, ready_check_timeout_sec=0))


def records_of(result):
    records = []
    for i, sent in enumerate(result["start_times"]):
        chunks = [sent + result["ttfts"][i]]
        for gap in result["itls"][i]:
            chunks.append(chunks[-1] + gap)
        records.append({"ok": not result["errors"][i], "sent": sent, "chunks": chunks, "end": chunks[-1],
                        "in": result["input_lens"][i], "out": result["output_lens"][i]})
    return records


def main():
    comparison = common.Comparison()
    for what, options in common.ENDPOINTS.items():
        print(f" {what}")
        with common.simulator(*options) as url:
            ours = common.OurRun(url, "vllm")
        with contextlib.redirect_stdout(io.StringIO()):
            outputs = [output_of(record) for record in ours.records]
            metrics, _ = serve.calculate_metrics([], outputs, ours.duration, None, PERCENTILES, {})
        comparison.equal("our records, their code", ours.figures, flat(metrics))
        with common.simulator(*options) as url:
            result = measured(url)
        theirs = {name: float(result[name]) for name in result
                  if name in COUNTS or any(name.endswith(f"_{one}_ms") for one in NAMES)}
        figures = common.our_figures("vllm", records_of(result))
        # Moments are whole nanoseconds here and floating point there.
        comparison.equal("their records, our formulas", figures, theirs, absolute=2e-6)
        if not theirs["failed"]:  # which requests fail depends on how many were sent before them
            same = ["completed", "failed", "total_output_tokens"]
            comparison.equal("same endpoint, counts", ours.figures, {name: theirs[name] for name in same})
        print(f"  their duration is {1000 * (result['duration'] - figures['duration']):.2f} ms longer than from the "
              f"first sending to the last token; TTFT mean theirs {result['mean_ttft_ms']:.2f}, ours "
              f"{ours.figures['mean_ttft_ms']:.2f} ms")
    comparison.finish()


if __name__ == "__main__":
    main()
