// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provision/engine_recipe.h"
#include "core/provision/sia_toml.h"
#include "core/provision/vllm_keys.h"

#include "tests/support/temp_folder.h"
#include <gtest/gtest.h>

#include <algorithm>

namespace inferometer {
namespace {

const std::string kWholeFile = INFEROMETER_TEST_DATA "/sia/whole.toml";

std::string wholeText()
{
    std::ifstream file(kWholeFile);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The whole file with one line in place of another, or without it.
std::string changed(const std::string& line, const std::string& instead = {})
{
    std::string text = wholeText();
    const std::size_t at = text.find(line);
    EXPECT_NE(at, std::string::npos) << line;
    return text.replace(at, line.size(), instead);
}

std::vector<std::string> errorsOf(const std::string& text)
{
    std::vector<std::string> messages;
    for (const Error& error : parseSia(text, "b.toml").errors)
        messages.push_back(error.message);
    return messages;
}

std::string errorOf(const std::string& text)
{
    const std::vector<std::string> messages = errorsOf(text);
    return messages.size() == 1 ? messages.front() : std::to_string(messages.size()) + " errors";
}

TEST(SiaToml, IsADeploymentOfOurs)
{
    const ReadSia read = readSiaFile(kWholeFile);
    ASSERT_TRUE(read.errors.empty()) << read.errors.front().message;
    const DeploymentSpec& spec = read.deployment;
    EXPECT_EQ(spec.name, "llama-on-g5");
    EXPECT_EQ(spec.site.provider, "aws");
    EXPECT_EQ(
        spec.site.settings,
        (NamedValues{
            {"region", "us-east-1"}, {"image", "ami-0cd317320985b1898"}, {"instance", "g5.xlarge"}, {"disk", "200"}}));
    EXPECT_EQ(spec.engine.recipe, "vllm");
    EXPECT_EQ(spec.engine.port, 8000);
    EXPECT_EQ(spec.engine.environment, (NamedValues{{"HF_TOKEN", "${HF_TOKEN}"}}));
    EXPECT_EQ(spec.model, "meta-llama/Llama-3.2-3B-Instruct");
    EXPECT_EQ(spec.alias, "llama");
    EXPECT_EQ(spec.engine.arguments,
              (NamedValues{{"seed", "42"},
                           {"dtype", "half"},
                           {"kv-cache-dtype", "fp8_e5m2"},
                           {"max-model-len", "4096"},
                           {"max-num-seqs", "1024"},
                           {"tokenizer-mode", "auto"},
                           {"no-enable-prefix-caching", "true"},
                           {"enforce-eager", "true"},
                           {"disable-log-stats", "false"},
                           {"gpu-memory-utilization", "0.85"},
                           {"hf-overrides", "{\"a\": 1}"}}));
    EXPECT_EQ(read.bench.loadInstance, "t3.micro");
    EXPECT_EQ(read.bench.loadImage, "ami-09cba9350fc25f2a5");
    EXPECT_EQ(read.bench.healthCheck, "/health");
}

TEST(SiaToml, IsARunOfOurs)
{
    const ReadSia read = readSiaFile(kWholeFile);
    const RunSpec& run = read.run;
    EXPECT_EQ(run.evaluation, Evaluation::Custom);
    EXPECT_EQ(run.target.llmApi, "openai-completions");
    EXPECT_EQ(run.target.modelNames, "meta-llama/Llama-3.2-3B-Instruct");
    EXPECT_EQ(run.arrivals.numRequests, 500);
    EXPECT_EQ(run.arrivals.numConcurrentRequests, 500);
    EXPECT_EQ(run.seed, 42);
    EXPECT_EQ(run.prompts.inputFilePath, "");
    ASSERT_EQ(read.notes.size(), 3U);
    EXPECT_EQ(read.notes[1].text(),
              "The data set lmms-lab/conversations is not fetched from Hugging Face here; save its split train of "
              "revision main as a JSON file of conversations and give it as input-file-path.");
    const RunSpec random = parseSia(changed("\"hf\"", "\"random\""), "b.toml").run;
    EXPECT_EQ(random.evaluation, Evaluation::Synthetic);
    EXPECT_EQ(random.prompts.numInputTokens, 1024);
    EXPECT_EQ(random.prompts.numOutputTokens, 128);
    EXPECT_TRUE(validateSpec(random)) << validateSpec(random).error().message;
    const RunSpec local = parseSia(changed("lmms-lab/conversations", "/data/c.json"), "b.toml").run;
    EXPECT_EQ(local.prompts.inputFilePath, "/data/c.json");
    EXPECT_TRUE(validateSpec(local)) << validateSpec(local).error().message;
}

TEST(SiaToml, WritesTheCommandsOfTheSeedAndAWorkingOne)
{
    const ReadSia read = readSiaFile(kWholeFile);
    EXPECT_EQ(commandText(vllmCommand(read.deployment)),
              "vllm serve meta-llama/Llama-3.2-3B-Instruct --served-model-name llama --seed 42 --dtype half "
              "--kv-cache-dtype fp8_e5m2 --max-model-len 4096 --max-num-seqs 1024 --tokenizer-mode auto "
              "--no-enable-prefix-caching --enforce-eager --gpu-memory-utilization 0.85 --hf-overrides {\"a\": 1}");
    EXPECT_EQ(seedVllmCommand(read.bench),
              "vllm serve meta-llama/Llama-3.2-3B-Instruct --seed 42 --dtype half --kv-cache-dtype fp8-e5m2 "
              "--max-model-len 4096 --max-num-seqs 1024 --tokenizer-mode auto --enable-prefix-caching false "
              "--enforce-eager true --disable-log-stats false --gpu-memory-utilization 0.85 --served-model-name llama "
              "--hf-overrides {\"a\": 1}");
    EXPECT_EQ(seedBenchmarkCommand(read.bench),
              "/opt/pytorch/bin/python3 /home/ubuntu/ec2/cpu/benchmark.py --backend openai --base-url "
              "http://127.0.0.1:8000 --dataset-name hf --dataset-path lmms-lab/conversations --hf-revision main "
              "--hf-split train --num-prompts 500 --seed 42 --model meta-llama/Llama-3.2-3B-Instruct");
}

TEST(SiaToml, PutsCredentialsAside)
{
    const ReadSia read = readSiaFile(kWholeFile);
    ASSERT_EQ(read.secrets.size(), 4U);
    EXPECT_EQ(read.secrets[3].key, "benchmark.token");
    EXPECT_EQ(read.secrets[3].variable, "HF_TOKEN");
    EXPECT_EQ(read.secrets[3].value.reveal(), "hf_abcdefghijklmnopqrstuvwxyz0123456789");
    EXPECT_EQ(
        read.notes[0].text(),
        "The file holds credentials in plain text (api_key, aws.access_key, aws.secret_key, benchmark.token): they "
        "are kept nowhere; export API_KEY, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, HF_TOKEN instead and remove "
        "them.");
    std::string kept = seedVllmCommand(read.bench) + seedBenchmarkCommand(read.bench) + read.deployment.name;
    for (const auto& [name, value] : read.deployment.site.settings)
        kept += name + value;
    for (const auto& [name, value] : read.deployment.engine.environment)
        kept += name + value;
    for (const auto& [name, value] : read.run.keep.metadata)
        kept += name + value;
    for (const Sentence& note : read.notes)
        kept += note.text();
    for (const PutAside& secret : read.secrets)
        EXPECT_EQ(kept.find(secret.value.reveal()), std::string::npos) << secret.key;
    // Where they are, nothing says what they are; and they may be missing.
    const std::string without
        = changed("token = \"hf_abcdefghijklmnopqrstuvwxyz0123456789\"", "token = \"${HF_TOKEN}\"");
    EXPECT_EQ(parseSia(without, "b.toml").secrets.size(), 3U);
    EXPECT_EQ(errorOf(changed("api_key = \"control-api-key-1234\"")), "0 errors");
    for (const std::string& message : errorsOf(changed("token = \"hf_", "token = hf_")))
        EXPECT_EQ(message,
                  "b.toml:17: this is no TOML from column 9 on; texts stand in quotes, and each key is given once.");
}

TEST(SiaToml, RefusesACredentialInTheWrongPlace)
{
    EXPECT_EQ(
        errorOf(changed("hf-overrides = \"{\\\"a\\\": 1}\"", "hf-overrides = \"hf_abcdefghijklmnopqrstuvwxyz0123\"")),
        "b.toml:45: vllm/hf-overrides holds a credential, which everyone on the machine would read among the "
        "engine's arguments; remove it.");
    EXPECT_EQ(errorOf(changed("region = \"us-east-1\"", "region = \"hf_abcdefghijklmnopqrstuvwxyz0123\"")),
              "b.toml:8: aws/region holds a credential; remove it.");
    EXPECT_EQ(errorOf(changed("\"openai\"", "\"hf_abcdefghijklmnopqrstuvwxyz0123\"")).find("hf_abc"),
              std::string::npos);
}

TEST(SiaToml, SaysWhatTheSeedSays)
{
    // The documented example has no backend.
    EXPECT_EQ(errorOf(changed("backend = \"openai\"")),
              "b.toml:16: Failed to validate config, expected Backend, got  (tags: required); give benchmark/backend a "
              "value.");
    EXPECT_EQ(errorOf(changed("num_prompts = \"500\"", "num_prompts = \"\"")),
              "b.toml:16: Failed to validate config, expected NumPrompts, got %!s(int=0) (tags: required); give "
              "benchmark/num_prompts a value.");
    EXPECT_EQ(
        errorOf(changed("seed = 42", "seed = 0")),
        "b.toml:16: Failed to validate config, expected Seed, got %!s(int=0) (tags: required); give benchmark/seed "
        "a value.");
    EXPECT_EQ(
        errorOf(changed("dtype = \"half\"", "dtype = \"int3\"")),
        "b.toml:33: Failed to validate config, expected Dtype, got int3 (tags: oneof); vllm/dtype must be one of: "
        "auto half float16 bfloat16 float float32.");
    EXPECT_EQ(
        errorOf(changed("provider = \"aws\"", "provider = \"azure\"")),
        "b.toml:3: Failed to validate config, expected Provider, got azure (tags: oneof); provider must be one of: "
        "aws gcp scaleway.");
    EXPECT_EQ(errorOf(changed("provider = \"aws\"", "provider = \"gcp\"")),
              "b.toml:1: Unsupported cloud provider: gcp; a bench.toml is read for aws alone.");
    EXPECT_EQ(
        errorsOf("provider = \"aws\"\n"),
        (std::vector<std::string>{
            "b.toml:1: Failed to validate config, expected AWSConfig, got %!s(*config.AWSConfig=<nil>) (tags: "
            "required_if); add the section [aws].",
            "b.toml:1: Failed to validate config, expected BenchmarkConfig, got %!s(*config.BenchmarkConfig=<nil>) "
            "(tags: required); add the section [benchmark].",
            "b.toml:1: Failed to validate config, expected VLLMConfig, got %!s(*config.VLLMConfig=<nil>) (tags: "
            "required_if); add the section [vllm].",
            "b.toml:1: Failed to validate config, expected BenchID, got  (tags: required); give bench_id a value.",
            "b.toml:1: Failed to validate config, expected InferenceEngine, got  (tags: required); give "
            "inference_engine a value."}));
    EXPECT_EQ(kSiaIsValid, "Config validated successfully");
}

TEST(SiaToml, NamesWhatItDoesNotKnow)
{
    EXPECT_EQ(errorOf(changed("max-model-len", "max_model_len")),
              "b.toml:35: \"max_model_len\" is no key of [vllm]; did you mean \"max-model-len\"?");
    EXPECT_EQ(errorOf(changed("max-model-len", "colour")), "b.toml:35: \"colour\" is no key of [vllm]; remove it.");
    EXPECT_EQ(errorOf(changed("hf_split = \"train\"", "hf_split = \"train\"\nhf_splits = 1")),
              "b.toml:23: \"benchmark/hf_splits\" is no key of a bench.toml; did you mean \"benchmark/hf_split\"?");
    EXPECT_EQ(errorOf(changed("[instance]", "[instances]")),
              "b.toml:27: [instances] is no section of a bench.toml; did you mean [instance]?");
    EXPECT_EQ(errorOf(changed("max-num-seqs = 1024", "max-num-seqs = \"many\"")),
              "b.toml:37: vllm/max-num-seqs must be a whole number.");
    EXPECT_EQ(errorOf(changed("enforce-eager = \"true\"", "enforce-eager = \"yes\"")),
              "b.toml:40: vllm/enforce-eager must be true or false.");
    EXPECT_EQ(errorOf(changed("= 0.85", "= nan")), "b.toml:42: vllm/gpu-memory-utilization must be a number.");
    EXPECT_EQ(errorOf(changed("= 0.85", "= [1]")), "b.toml:42: vllm/gpu-memory-utilization must be a single value.");
    EXPECT_EQ(errorOf(changed("\"us-east-1\"", "\"us\\u001b[2J\"")),
              "b.toml:8: aws/region is too long or holds characters that are no text.");
    EXPECT_EQ(errorOf(changed("region =", "REGION = \"x\"\nregion =")),
              "b.toml:9: aws/region is given twice; remove one.");
    EXPECT_EQ(errorOf(changed("llama-on-g5", "a b")), "b.toml:1: bench_id must be 1 to 60 letters, digits, - and _.");
    EXPECT_EQ(errorOf(changed("\"500\"", "-5")), "b.toml:16: num-prompts must be from 1 to 100000000.");
}

TEST(SiaToml, ReadsEveryOptionOfVllm)
{
    EXPECT_EQ(vllmKeys().size(), 99U);
    std::string empty;
    std::string full;
    for (const VllmKey& key : vllmKeys()) {
        const std::string word{key.words.substr(0, key.words.find(' '))};
        const std::string value = key.kind == VllmKind::Flag ? "T" : word.empty() ? "7" : word;
        empty += std::string{key.name} + " = \"\"\n";
        full += std::string{key.name} + " = \"" + value + "\"\n";
        EXPECT_EQ(findVllmKey(key.name), &key);
        EXPECT_EQ(key.words.empty(), key.field.empty()) << key.name;
    }
    const std::string head = wholeText().substr(0, wholeText().find("seed = 42\ndtype"));
    const ReadSia none = parseSia(head + empty, "b.toml");
    ASSERT_TRUE(none.errors.empty()) << none.errors.front().message;
    EXPECT_EQ(commandText(vllmCommand(none.deployment)), "vllm serve meta-llama/Llama-3.2-3B-Instruct");
    const ReadSia all = parseSia(head + full, "b.toml");
    ASSERT_TRUE(all.errors.empty()) << all.errors.front().message;
    EXPECT_EQ(all.deployment.engine.arguments.size(), vllmKeys().size() - 1);  // one of them is the alias
}

}  // namespace
}  // namespace inferometer
