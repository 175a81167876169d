// SPDX-License-Identifier: GPL-3.0-or-later
// Questions and messages to the person at the screen, behind functions so that a test can answer them.
#pragma once

#include <QString>

#include <cstdint>
#include <functional>

class QWidget;

namespace inferometer::ui {

struct Question
{
    QString title;
    QString text;
    QString yes;  // the button that does it
    QString no;   // the button that leaves things as they are; the default
};

// One with a third way, which is to do nothing at all.
struct ThreeWayQuestion
{
    Question question;
    QString cancel;  // the default, and what Esc means
};
enum class Decision : std::uint8_t { Yes, No, Cancel };

struct SaveQuestion
{
    QString title;
    QString name;    // suggested file name with its suffix
    QString filter;  // "PNG picture (*.png)"
};

struct Dialogs
{
    // Whether `yes` was chosen.
    std::function<bool(QWidget* parent, const Question& question)> confirm;
    std::function<Decision(QWidget* parent, const ThreeWayQuestion& question)> decide;
    // Shows a folder in the desktop's file manager.
    std::function<void(const QString& folder)> openFolder;
    // A folder that is there, or empty when none was chosen.
    std::function<QString(QWidget* parent, const QString& title, const QString& from)> chooseFolder;
    // A file that is there, or empty when none was chosen.
    std::function<QString(QWidget* parent, const QString& title, const QString& from)> chooseFile;
    // A line of text, or empty.
    std::function<QString(QWidget* parent, const QString& title, const QString& label, const QString& text)> askText;
    // Where to write a file; empty when the person thought better of it. Asks before a file is replaced.
    std::function<QString(QWidget* parent, const SaveQuestion& question)> saveFile;
    // Tells whoever is at the desktop, whatever program is in front. `text` holds no foreign words.
    std::function<void(const QString& title, const QString& text)> tellDesktop;
};

// The real ones.
Dialogs desktopDialogs();

}  // namespace inferometer::ui
