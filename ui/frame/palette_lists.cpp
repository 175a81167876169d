// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/palette_lists.h"

#include "core/store/run_card.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "ui/form/field_form.h"
#include "ui/frame/actions.h"
#include "ui/run/run_name.h"
#include "ui/runs/stored_runs.h"

#include <QAction>
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>

#include <utility>

namespace inferometer::ui {

namespace {

using widgets::PaletteEntry;

QString translated(const char* text) { return QCoreApplication::translate("palette", text); }

bool isResult(const QDir& folder)
{
    return folder.exists(QStringLiteral("run.yaml")) || folder.exists(QStringLiteral("journal"));
}

QString otherWordsOf(const RunField& field)
{
    return QStringList{toQt(field.key), tableText(field.brief), toQt(field.words), tableText(field.words),
                       tableText(field.help)}
        .join(QLatin1Char{' '});
}

// The keys, or why there is nothing to trigger.
QString detailOf(const QAction& action)
{
    const bool isTold = !action.isEnabled() && !action.statusTip().isEmpty();
    return isTold ? action.statusTip() : action.shortcut().toString(QKeySequence::NativeText);
}

}  // namespace

widgets::PaletteList commandList(const ActionSet& actions)
{
    const auto entries = [&actions] {
        std::vector<PaletteEntry> list;
        for (QAction* action : actions.all()) {
            // It would only open what is open.
            if (action->objectName() != QLatin1String{"palette"})
                list.push_back({action->text(), detailOf(*action), action->icon(), action->isEnabled(),
                                [action] { action->trigger(); }});
        }
        return list;
    };
    return {{}, translated(QT_TRANSLATE_NOOP("palette", "a command")), entries};
}

widgets::PaletteList fieldList(std::function<FieldForm*()> form, std::function<void()> reveal)
{
    const auto entries = [form = std::move(form), reveal = std::move(reveal)] {
        std::vector<PaletteEntry> list;
        FieldForm* fields = form();
        for (const RunField& field : runFields()) {
            if (!fields || !fields->has(field.key))
                continue;
            const auto go = [fields, reveal, key = field.key] {
                reveal();
                fields->reveal(key);
            };
            list.push_back(
                {tableText(field.label), tableText(field.group), icon("field"), true, go, otherWordsOf(field)});
        }
        return list;
    };
    return {QStringLiteral(">"), translated(QT_TRANSLATE_NOOP("palette", "a field")), entries};
}

widgets::PaletteList resultList(std::function<QString()> folder, const StoredRuns& stored,
                                std::function<void(const QString&)> open)
{
    const auto entries = [folder = std::move(folder), &stored, open = std::move(open)] {
        std::vector<PaletteEntry> list;
        const auto infos = QDir{folder()}.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time);
        for (const QFileInfo& info : infos) {
            if (!isResult(QDir{info.filePath()}))
                continue;
            const RunCard* card = stored.find(info.fileName());
            list.push_back({card ? runName(*card) : info.fileName(), whenText(info.lastModified()), icon("result"),
                            true, [open, path = info.absoluteFilePath()] { open(path); }, info.fileName()});
        }
        return list;
    };
    return {QStringLiteral("@"), translated(QT_TRANSLATE_NOOP("palette", "a saved run")), entries};
}

}  // namespace inferometer::ui
