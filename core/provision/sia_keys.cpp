// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/sia_keys.h"

#include <algorithm>
#include <array>

namespace inferometer {

namespace {

constexpr bool kNeeded = true;
constexpr bool kWhole = true;

constexpr std::array kKeys{
    SiaKey{"bench_id", "BenchID", SiaPlace::Name, {}, kNeeded},
    SiaKey{"provider", "Provider", SiaPlace::Provider, {}, kNeeded, "aws gcp scaleway"},
    SiaKey{"inference_engine", "InferenceEngine", SiaPlace::Engine, {}, kNeeded, "vllm"},
    SiaKey{"api_key", "APIKey", SiaPlace::Secret, "API_KEY"},
    SiaKey{"aws/region", "Region", SiaPlace::Site, "region", kNeeded},
    SiaKey{"aws/gpu_instance_type", "GPUInstanceType", SiaPlace::Site, "instance", kNeeded},
    SiaKey{"aws/gpu_ami", "GPU_AMI", SiaPlace::Site, "image", kNeeded},
    SiaKey{"aws/cpu_instance_type", "CPUInstanceType", SiaPlace::LoadInstance, {}, kNeeded},
    SiaKey{"aws/cpu_ami", "CPU_AMI", SiaPlace::LoadImage, {}, kNeeded},
    SiaKey{"aws/profile_name", "ProfileName", SiaPlace::Site, "profile"},
    SiaKey{"aws/access_key", "AWSAccessKey", SiaPlace::Secret, "AWS_ACCESS_KEY_ID"},
    SiaKey{"aws/secret_key", "AWSSecretKey", SiaPlace::Secret, "AWS_SECRET_ACCESS_KEY"},
    SiaKey{"benchmark/token", "Token", SiaPlace::Secret, "HF_TOKEN"},
    SiaKey{"benchmark/dataset_name", "DatasetName", SiaPlace::Option, "dataset-name", kNeeded},
    SiaKey{"benchmark/dataset_path", "DatasetPath", SiaPlace::Option, "dataset-path", kNeeded},
    SiaKey{"benchmark/hf_revision", "HFRevision", SiaPlace::Option, "hf-revision", kNeeded},
    SiaKey{"benchmark/hf_split", "HFSplit", SiaPlace::Option, "hf-split", kNeeded},
    SiaKey{"benchmark/num_prompts", "NumPrompts", SiaPlace::Option, "num-prompts", kNeeded, {}, kWhole},
    SiaKey{"benchmark/seed", "Seed", SiaPlace::Option, "seed", kNeeded, {}, kWhole},
    SiaKey{"benchmark/backend", "Backend", SiaPlace::Backend, {}, kNeeded, "openai"},
    SiaKey{"benchmark/task", "Task"},
    SiaKey{"benchmark/save_result", "SaveResult"},
    SiaKey{"benchmark/result_filename", "ResultFilename"},
    SiaKey{"instance/health_check", "HealthCheck", SiaPlace::HealthCheck},
    SiaKey{"instance/test", "Test"},
    SiaKey{"instance/second_test", "SecondTest"},
    SiaKey{"vllm/model", "Model", SiaPlace::Model, {}, kNeeded},
};

constexpr std::array kSections{
    SiaSection{"aws", "AWSConfig", "required_if"}, SiaSection{"benchmark", "BenchmarkConfig", "required"},
    SiaSection{"instance", "InstanceConfig"}, SiaSection{"vllm", "VLLMConfig", "required_if"}};

}  // namespace

std::span<const SiaKey> siaKeys() { return kKeys; }

const SiaKey* findSiaKey(std::string_view path)
{
    const auto* const found
        = std::find_if(kKeys.begin(), kKeys.end(), [path](const SiaKey& key) { return key.path == path; });
    return found == kKeys.end() ? nullptr : found;
}

std::span<const SiaSection> siaSections() { return kSections; }

}  // namespace inferometer
