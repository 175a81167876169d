// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/prompt_states.h"

#include <QFile>
#include <QLineEdit>
#include <QListWidget>

namespace inferometer::test {

// One of one's own, with a name that another has.
void showWrongPrompt(const Scene& scene)
{
    scene.window.showPage("prompts");
    press(scene, "duplicate-prompt");
    scene.window.findChild<QLineEdit*>(QStringLiteral("prompt-name"))->setText(QStringLiteral("prompt7"));
}

void showRemovedPrompt(const Scene& scene)
{
    scene.window.showPage("prompts");
    scene.window.findChild<QListWidget*>(QStringLiteral("prompt-list"))->setCurrentRow(8);
    press(scene, "remove-prompt");
}

void showBrokenPrompts(const Scene& scene)
{
    QFile file{scene.home.filePath(QStringLiteral("prompts.yaml"))};
    if (!file.open(QIODevice::WriteOnly) || file.write("default_prompt:\n  - name: default\n") < 0)
        qFatal("Prompts cannot be written");
    file.close();
    scene.window.showPage("prompts");
}

}  // namespace inferometer::test
