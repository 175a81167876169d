// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of the program itself: how it looks and speaks, where files go, what the form starts with, whether the
// desktop hears of it, shortcuts, and the way back.
#pragma once

#include "ui/base/page.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace inferometer::ui {

class SettingsPage : public Page
{
    Q_OBJECT

public:
    SettingsPage(Context& context, QWidget* parent);

    void restoreValues() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeLook();
    QWidget* makeFolders();
    QWidget* makeStart();
    QWidget* makeEnds();
    QWidget* makeShortcuts();
    QWidget* makeRestore();
    void load();
    void chooseFolder();
    void restoreEverything();

    Context& m_context;
    QComboBox* m_appearance;
    QComboBox* m_language;
    QLabel* m_languageNote;
    QLineEdit* m_folder;
    QComboBox* m_start;
    QCheckBox* m_ends;
};

}  // namespace inferometer::ui
