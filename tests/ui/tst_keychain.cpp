// SPDX-License-Identifier: GPL-3.0-or-later
// The real keyring where there is none, as on most servers. With INFEROMETER_TEST_KEYRING=1 in a session that has one
// unlocked: a key goes there and back.
#include "ui/endpoints/keychain.h"

#include <QTest>

#include <optional>

using namespace inferometer;

class TestKeychain : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void WithoutAServiceItIsSaidWhatToDo();
    void AKeyGoesThereAndBack();
};

void TestKeychain::initTestCase()
{
    if (!qEnvironmentVariableIsSet("INFEROMETER_TEST_KEYRING"))
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
}

void TestKeychain::WithoutAServiceItIsSaidWhatToDo()
{
    if (qEnvironmentVariableIsSet("INFEROMETER_TEST_KEYRING"))
        QSKIP("a keyring is there");
    ui::Keychain keychain;
    QStringList said;
    const auto note = [&said](const Error& error) { said << QString::fromStdString(error.message); };
    keychain.read("item", this, [&](const Result<Secret>& key) { note(key.error()); });
    keychain.write("item", Secret{"s3cret"}, this, [&](const Status& status) { note(status.error()); });
    QTRY_COMPARE_WITH_TIMEOUT(said.size(), 2, 20'000);
    for (const QString& sentence : said) {
        QVERIFY2(sentence.startsWith(QStringLiteral("No keyring service answered; start one")), qPrintable(sentence));
        QVERIFY(sentence.endsWith(QStringLiteral("or name an environment variable instead.")));
    }
}

void TestKeychain::AKeyGoesThereAndBack()
{
    if (!qEnvironmentVariableIsSet("INFEROMETER_TEST_KEYRING"))
        QSKIP("no keyring was offered");
    ui::Keychain keychain;
    std::optional<Status> done;
    std::optional<Result<Secret>> found;
    const auto finish = [&done](const Status& status) { done = status; };
    const auto take = [&found](const Result<Secret>& key) { found = key; };
    keychain.write("inferometer test", Secret{"s3cret"}, this, finish);
    QTRY_VERIFY_WITH_TIMEOUT(done, 20'000);
    QVERIFY2(done->ok(), done->ok() ? "" : done->error().message.c_str());
    keychain.read("inferometer test", this, take);
    QTRY_VERIFY_WITH_TIMEOUT(found, 20'000);
    QVERIFY(found->ok());
    QCOMPARE(found->value().reveal(), std::string{"s3cret"});
    for (int i = 0; i < 2; ++i) {  // the second time it is gone already
        done.reset();
        keychain.remove("inferometer test", this, finish);
        QTRY_VERIFY_WITH_TIMEOUT(done, 20'000);
        QVERIFY(done->ok());
    }
    found.reset();
    keychain.read("inferometer test", this, take);
    QTRY_VERIFY_WITH_TIMEOUT(found, 20'000);
    QCOMPARE(found->error().code, Errc::NotFound);
}

QTEST_MAIN(TestKeychain)
#include "tst_keychain.moc"
