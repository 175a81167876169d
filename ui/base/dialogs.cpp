// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/dialogs.h"

#include "ui/base/icons.h"
#include "ui/base/session_bus.h"
#include "widgets/metrics.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>

namespace inferometer::ui {

Dialogs desktopDialogs()
{
    Dialogs dialogs;
    dialogs.confirm = [](QWidget* parent, const Question& question) {
        QMessageBox box{QMessageBox::NoIcon, question.title, question.text, QMessageBox::NoButton, parent};
        const int side = widgets::rhythm(box, 4);
        box.setIconPixmap(icon("help").pixmap(side, side));
        const QAbstractButton* yes = box.addButton(question.yes, QMessageBox::AcceptRole);
        box.setDefaultButton(box.addButton(question.no, QMessageBox::RejectRole));
        box.exec();
        return box.clickedButton() == yes;
    };
    dialogs.decide = [](QWidget* parent, const ThreeWayQuestion& asked) {
        const Question& question = asked.question;
        QMessageBox box{QMessageBox::NoIcon, question.title, question.text, QMessageBox::NoButton, parent};
        const int side = widgets::rhythm(box, 4);
        box.setIconPixmap(icon("help").pixmap(side, side));
        const QAbstractButton* yes = box.addButton(question.yes, QMessageBox::AcceptRole);
        const QAbstractButton* no = box.addButton(question.no, QMessageBox::DestructiveRole);
        QPushButton* cancel = box.addButton(asked.cancel, QMessageBox::RejectRole);
        box.setDefaultButton(cancel);
        box.setEscapeButton(cancel);
        box.exec();
        return box.clickedButton() == yes ? Decision::Yes : box.clickedButton() == no ? Decision::No : Decision::Cancel;
    };
    dialogs.openFolder = [](const QString& folder) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); };
    dialogs.chooseFolder = [](QWidget* parent, const QString& title, const QString& from) {
        return QFileDialog::getExistingDirectory(parent, title, from);
    };
    dialogs.chooseFile = [](QWidget* parent, const QString& title, const QString& from) {
        return QFileDialog::getOpenFileName(parent, title, from);
    };
    dialogs.askText = [](QWidget* parent, const QString& title, const QString& label, const QString& text) {
        return QInputDialog::getText(parent, title, label, QLineEdit::Normal, text).trimmed();
    };
    dialogs.saveFile = [](QWidget* parent, const SaveQuestion& question) {
        const QDir folder{QStandardPaths::writableLocation(QStandardPaths::DownloadLocation)};
        return QFileDialog::getSaveFileName(parent, question.title, folder.filePath(question.name), question.filter);
    };
    dialogs.tellDesktop = tellDesktop;
    return dialogs;
}

}  // namespace inferometer::ui
