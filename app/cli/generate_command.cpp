// SPDX-License-Identifier: GPL-3.0-or-later
// `generate`: man page and shell completion, made from the very options that --help shows. Run by the build, so --help
// does not list it.
#include "app/cli/commands.h"
#include "app/cli/documents.h"
#include "app/cli/terminal.h"
#include "core/base/result.h"

#include <CLI/CLI.hpp>

#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace inferometer::cli {
namespace {

struct Document
{
    std::string_view name;
    std::string (*make)(const CLI::App& root);
};

constexpr std::array kDocuments{Document{"man", manPage}, Document{"bash", bashCompletion},
                                Document{"fish", fishCompletion}};

ExitCode generate(const CLI::App& root, const std::string& name)
{
    for (const Document& document : kDocuments) {
        if (document.name == name) {
            print(stdout, document.make(root));
            return ExitCode::Done;
        }
    }
    return fail(Error::verbatim(Errc::InvalidInput, "generate makes man, bash or fish, not \"" + name + "\"."));
}

}  // namespace

Action declareGenerate(CLI::App& app)
{
    auto name = std::make_shared<std::string>();
    app.group("");  // not in --help
    app.add_option("KIND", *name, "man, bash or fish")->required();
    return [name, &app] { return generate(*app.get_parent(), *name); };
}

}  // namespace inferometer::cli
