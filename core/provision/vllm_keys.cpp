// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/vllm_keys.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr std::string_view kQuantizations
    = "aqlm awq deepspeedfp tpu_int8 fp8 fbgemm_fp8 modelopt marlin gguf gptq_marlin_24 gptq_marlin awq_marlin gptq "
      "compressed-tensors bitsandbytes qqq hqq experts_int8 neuron_quant ipex quark moe_wna16";

constexpr std::array kKeys{
    VllmKey{"task", VllmKind::Text, "Task", "auto generate embedding embed classify score reward"},
    VllmKey{"tokenizer"},
    VllmKey{"skip-tokenizer-init", VllmKind::Flag},
    VllmKey{"revision"},
    VllmKey{"code-revision"},
    VllmKey{"tokenizer-revision"},
    VllmKey{"tokenizer-mode", VllmKind::Text, "TokenizerMode", "auto slow mistral"},
    VllmKey{"trust-remote-code", VllmKind::Flag},
    VllmKey{"allowed-local-media-path"},
    VllmKey{"download-dir"},
    VllmKey{"load-format", VllmKind::Text, "LoadFormat",
            "auto pt safetensors npcache dummy tensorizer sharded_state gguf bitsandbytes mistral runai_streamer"},
    VllmKey{"config-format", VllmKind::Text, "ConfigFormat", "auto hf mistral"},
    VllmKey{"dtype", VllmKind::Text, "Dtype", "auto half float16 bfloat16 float float32"},
    VllmKey{"kv-cache-dtype", VllmKind::Text, "KVCacheDtype", "auto fp8 fp8_e5m2 fp8_e4m3"},
    VllmKey{"max-model-len", VllmKind::Whole},
    VllmKey{"guided-decoding-backend", VllmKind::Text, "GuidedDecodingBackend", "outlines lm-format-enforcer xgrammar"},
    VllmKey{"logits-processor-pattern"},
    VllmKey{"model-impl", VllmKind::Text, "ModelImpl", "auto vllm transformers"},
    VllmKey{"distributed-executor-backend", VllmKind::Text, "DistributedExecutorBackend",
            "ray mp uni external_launcher"},
    VllmKey{"pipeline-parallel-size", VllmKind::Whole},
    VllmKey{"tensor-parallel-size", VllmKind::Whole},
    VllmKey{"max-parallel-loading-workers", VllmKind::Whole},
    VllmKey{"ray-workers-use-nsight", VllmKind::Flag},
    VllmKey{"block-size", VllmKind::Whole, "BlockSize", "8 16 32 64 128"},
    VllmKey{"enable-prefix-caching", VllmKind::Flag, {}, {}, true},
    VllmKey{"disable-sliding-window", VllmKind::Flag},
    VllmKey{"use-v2-block-manager", VllmKind::Flag},
    VllmKey{"num-lookahead-slots", VllmKind::Whole},
    VllmKey{"seed", VllmKind::Whole},
    VllmKey{"swap-space", VllmKind::Number},
    VllmKey{"cpu-offload-gb", VllmKind::Number},
    VllmKey{"gpu-memory-utilization", VllmKind::Number},
    VllmKey{"num-gpu-blocks-override", VllmKind::Whole},
    VllmKey{"max-num-batched-tokens", VllmKind::Whole},
    VllmKey{"max-num-seqs", VllmKind::Whole},
    VllmKey{"max-logprobs", VllmKind::Whole},
    VllmKey{"disable-log-stats", VllmKind::Flag},
    VllmKey{"quantization", VllmKind::Text, "Quantization", kQuantizations},
    VllmKey{"rope-scaling"},
    VllmKey{"rope-theta"},
    VllmKey{"hf-overrides"},
    VllmKey{"enforce-eager", VllmKind::Flag},
    VllmKey{"max-seq-len-to-capture", VllmKind::Whole},
    VllmKey{"disable-custom-all-reduce", VllmKind::Flag},
    VllmKey{"tokenizer-pool-size", VllmKind::Whole},
    VllmKey{"tokenizer-pool-type"},
    VllmKey{"tokenizer-pool-extra-config"},
    VllmKey{"limit-mm-per-prompt"},
    VllmKey{"mm-processor-kwargs"},
    VllmKey{"disable-mm-preprocessor-cache", VllmKind::Flag},
    VllmKey{"enable-lora", VllmKind::Flag},
    VllmKey{"enable-lora-bias", VllmKind::Flag},
    VllmKey{"max-loras", VllmKind::Whole},
    VllmKey{"max-lora-rank", VllmKind::Whole},
    VllmKey{"lora-extra-vocab-size", VllmKind::Whole},
    VllmKey{"lora-dtype", VllmKind::Text, "LoraDtype", "auto float16 bfloat16"},
    VllmKey{"long-lora-scaling-factors"},
    VllmKey{"max-cpu-loras", VllmKind::Whole},
    VllmKey{"fully-sharded-loras", VllmKind::Flag},
    VllmKey{"enable-prompt-adapter", VllmKind::Flag},
    VllmKey{"max-prompt-adapters", VllmKind::Whole},
    VllmKey{"max-prompt-adapter-token", VllmKind::Whole},
    VllmKey{"device", VllmKind::Text, "Device", "auto cuda neuron cpu openvino tpu xpu hpu"},
    VllmKey{"num-scheduler-steps", VllmKind::Whole},
    VllmKey{"multi-step-stream-outputs", VllmKind::Flag},
    VllmKey{"scheduler-delay-factor", VllmKind::Number},
    VllmKey{"enable-chunked-prefill", VllmKind::Flag, {}, {}, true},
    VllmKey{"speculative-model"},
    VllmKey{"speculative-model-quantization", VllmKind::Text, "SpeculativeModelQuantization", kQuantizations},
    VllmKey{"num-speculative-tokens", VllmKind::Whole},
    VllmKey{"speculative-disable-mqa-scorer", VllmKind::Flag},
    VllmKey{"speculative-draft-tensor-parallel-size", VllmKind::Whole},
    VllmKey{"speculative-max-model-len", VllmKind::Whole},
    VllmKey{"speculative-disable-by-batch-size", VllmKind::Whole},
    VllmKey{"ngram-prompt-lookup-max", VllmKind::Whole},
    VllmKey{"ngram-prompt-lookup-min", VllmKind::Whole},
    VllmKey{"spec-decoding-acceptance-method", VllmKind::Text, "SpecDecodingAcceptanceMethod",
            "rejection_sampler typical_acceptance_sampler"},
    VllmKey{"typical-acceptance-sampler-posterior-threshold", VllmKind::Number},
    VllmKey{"typical-acceptance-sampler-posterior-alpha", VllmKind::Number},
    VllmKey{"disable-logprobs-during-spec-decoding", VllmKind::Flag},
    VllmKey{"model-loader-extra-config"},
    VllmKey{"ignore-patterns"},
    VllmKey{"preemption-mode"},
    VllmKey{"qlora-adapter-name-or-path"},
    VllmKey{"otlp-traces-endpoint"},
    VllmKey{"collect-detailed-traces"},
    VllmKey{"disable-async-output-proc", VllmKind::Flag},
    VllmKey{"scheduling-policy", VllmKind::Text, "SchedulingPolicy", "fcfs priority"},
    VllmKey{"override-neuron-config"},
    VllmKey{"override-pooler-config"},
    VllmKey{"compilation-config"},
    VllmKey{"kv-transfer-config"},
    VllmKey{"worker-cls"},
    VllmKey{"generation-config"},
    VllmKey{"override-generation-config"},
    VllmKey{"enable-sleep-mode", VllmKind::Flag},
    VllmKey{"calculate-kv-scales", VllmKind::Flag},
    VllmKey{"served-model-name"},
    VllmKey{"additional-config"}};

bool isSameWord(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return x == y || (x == '_' && y == '-') || (x == '-' && y == '_'); });
}

}  // namespace

std::span<const VllmKey> vllmKeys() { return kKeys; }

const VllmKey* findVllmKey(std::string_view name)
{
    const auto* const found
        = std::find_if(kKeys.begin(), kKeys.end(), [name](const VllmKey& key) { return key.name == name; });
    return found == kKeys.end() ? nullptr : found;
}

std::string_view vllmWord(const VllmKey& key, std::string_view word)
{
    for (std::string_view rest = key.words; !rest.empty();) {
        const std::string_view first = rest.substr(0, rest.find(' '));
        if (isSameWord(first, word))
            return first;
        rest.remove_prefix(std::min(first.size() + 1, rest.size()));
    }
    return {};
}

}  // namespace inferometer
