// SPDX-License-Identifier: GPL-3.0-or-later
// A run exported as a zip opens again; what is no such zip is refused in a sentence that says what it is.
#include "core/store/result_zip.h"
#include "ui/frame/opening.h"

#include <QDir>

#include "tests/ui/window_bench.h"
#include <sys/stat.h>
#include <zip.h>

#include <map>

using namespace inferometer;

namespace {

using Files = std::map<std::string, std::string>;

class ResultZip
{
public:
    explicit ResultZip(const QString& path) : m_archive{zip_open(qPrintable(path), ZIP_CREATE | ZIP_TRUNCATE, nullptr)}
    {}
    zip_int64_t add(const std::string& name, const std::string& bytes)
    {
        m_kept.push_back(std::make_unique<std::string>(bytes));
        zip_source_t* source = zip_source_buffer(m_archive, m_kept.back()->data(), bytes.size(), 0);
        return zip_file_add(m_archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    }
    void setMode(zip_int64_t index, std::uint32_t mode)
    {
        zip_file_set_external_attributes(m_archive, static_cast<zip_uint64_t>(index), 0, ZIP_OPSYS_UNIX, mode << 16U);
    }
    ~ResultZip() { zip_close(m_archive); }
    ResultZip(const ResultZip&) = delete;
    ResultZip& operator=(const ResultZip&) = delete;

private:
    zip_t* m_archive;
    std::vector<std::unique_ptr<std::string>> m_kept;
};

QByteArray contentOf(const QString& path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

// Folders that opening left behind.
QStringList leftBehind() { return QDir::temp().entryList({QStringLiteral("inferometer-zip-*")}); }

}  // namespace

class TestResultZip : public test::ScreenTest
{
    Q_OBJECT

private slots:
    void AnExportedRunOpensAgain();
    void AZipOfAWholeFolderOpensToo();
    void AForeignZipIsRefused();
    void AHostileZipIsRefused();
    void ADamagedZipIsRefused();
    void AForeignFileIsToldWhatCanBeOpened();

private:
    // The sentence that refuses what is at `path`; nothing of it is left on the disk.
    static QString refusal(const QString& path);
    static std::string journal();

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(QStringLiteral("some.zip"));
};

QString TestResultZip::refusal(const QString& path)
{
    const QStringList before = leftBehind();
    const Result<ui::Wishes> opened = ui::openPath(path);
    if (leftBehind() != before)
        return QStringLiteral("It left a folder behind.");
    return opened ? QStringLiteral("It was opened.") : QString::fromStdString(opened.error().message);
}

// A real one, of six requests.
std::string TestResultZip::journal()
{
    static const std::string bytes = [] {
        test::WindowBench bench;
        if (!bench.simulator.start().ok())
            return std::string{};
        bench.aim(6, 3, 5);
        bench.click("run");
        if (!QTest::qWaitFor([&] { return bench.isPhase(ui::RunPhase::Finished); }, 20'000))
            return std::string{};
        return contentOf(QString::fromStdString(bench.runs.saved()->folder) + QStringLiteral("/journal")).toStdString();
    }();
    return bytes;
}

void TestResultZip::AnExportedRunOpensAgain()
{
    test::WindowBench bench;
    QVERIFY(bench.simulator.start().ok());
    bench.aim(6, 3, 5);
    bench.click("run");
    QTRY_VERIFY_WITH_TIMEOUT(bench.isPhase(ui::RunPhase::Finished), 20'000);
    const FinishedRun& ended = *bench.runs.saved();
    const QString ttft = bench.card("ttft");
    bench.find<QAction>("download").trigger();
    QTRY_VERIFY(QFile::exists(bench.savedTo));

    const QStringList before = leftBehind();
    test::WindowBench other;
    QVERIFY(other.drop(bench.savedTo));
    QTRY_COMPARE_WITH_TIMEOUT(other.card("ttft"), ttft, 20'000);
    QCOMPARE(leftBehind(), before);
    const QString facts = other.find<widgets::ElidedLabel>("run-facts").text();
    QVERIFY2(facts.contains(QStringLiteral("read from ") + bench.savedTo), qPrintable(facts));
    QVERIFY(!other.find<QAction>("download").isEnabled());
    QVERIFY(!other.find<QAction>("open-folder").isEnabled());
    QVERIFY(other.find<QAction>("copy-summary").isEnabled());
    QCOMPARE(other.find<QLineEdit>("num-requests").text(), QStringLiteral("6"));

    const auto again = loadResultZip(bench.savedTo.toStdString());
    QVERIFY(again.ok());
    QCOMPARE(again.value().header.stem, ended.header.stem);
    QCOMPARE(again.value().header.runId, ended.header.runId);
    QCOMPARE(again.value().summary.ok, ended.summary.ok);
    QCOMPARE(again.value().folder, std::string{});
    QVERIFY(again.value().ended);
}

void TestResultZip::AZipOfAWholeFolderOpensToo()
{
    ResultZip{m_path}.add("stem/journal", journal());
    QCOMPARE(ui::openPath(m_path).value().opened->snapshot->ok, 6U);
    ResultZip{m_path}.add("./journal", journal());
    QVERIFY(refusal(m_path).contains(QStringLiteral("holds no run that can be shown")));
}

void TestResultZip::AForeignZipIsRefused()
{
    ResultZip{m_path}.add("letter.txt", "Dear all");
    QVERIFY(refusal(m_path).contains(QStringLiteral("holds no run that can be shown")));
    {
        ResultZip several{m_path};
        several.add("a/journal", journal());
        several.add("b/journal", journal());
    }
    QVERIFY(refusal(m_path).contains(QStringLiteral("holds several runs")));
    ResultZip{m_path}.add("journal", "no journal of ours");
    QVERIFY2(refusal(m_path).contains(QStringLiteral("cannot be unpacked: the journal in it")),
             qPrintable(refusal(m_path)));
}

void TestResultZip::AHostileZipIsRefused()
{
    for (const char* name : {"../journal", "/journal", "a/../journal", "../../etc/journal", "a\\..\\journal"}) {
        ResultZip{m_path}.add(name, journal());
        QVERIFY2(refusal(m_path).contains(QStringLiteral("holds no run that can be shown")), name);
    }
    QVERIFY(!QFile::exists(QDir::temp().filePath(QStringLiteral("journal"))));
    {
        ResultZip link{m_path};
        link.setMode(link.add("journal", "/etc/passwd"), S_IFLNK | 0777);
    }
    QVERIFY(refusal(m_path).contains(QStringLiteral("holds no run that can be shown")));
    {
        ResultZip many{m_path};
        for (int i = 0; i < 3000; ++i)
            many.add("file" + std::to_string(i), "");
        many.add("journal", journal());
    }
    QVERIFY2(refusal(m_path).contains(QStringLiteral("holds 3001 files")), qPrintable(refusal(m_path)));
    ResultZip{m_path}.add("journal", std::string(std::size_t{100} << 20U, '\0'));
    QVERIFY2(refusal(m_path).contains(QStringLiteral("far more than a run has")), qPrintable(refusal(m_path)));
}

void TestResultZip::ADamagedZipIsRefused()
{
    ResultZip{m_path}.add("journal", journal());
    const QByteArray whole = contentOf(m_path);
    const auto put = [this](const QByteArray& bytes) {
        QFile file{m_path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    put(whole.left(whole.size() / 2));
    QVERIFY2(refusal(m_path).contains(QStringLiteral("cannot be unpacked")), qPrintable(refusal(m_path)));
    QByteArray flipped = whole;
    flipped[flipped.size() / 2] = static_cast<char>(~flipped[flipped.size() / 2]);
    put(flipped);
    QVERIFY2(refusal(m_path).contains(QStringLiteral("cannot be unpacked")), qPrintable(refusal(m_path)));
    // The directory says it is shorter than it is: the uncompressed size stands 24 bytes into its entry.
    QByteArray shorter = whole;
    const auto entry = shorter.indexOf("PK\x01\x02");
    shorter[entry + 24] = 1;
    shorter[entry + 25] = 0;
    put(shorter);
    QVERIFY2(refusal(m_path).contains(QStringLiteral("cannot be unpacked")), qPrintable(refusal(m_path)));
}

void TestResultZip::AForeignFileIsToldWhatCanBeOpened()
{
    const QString path = m_folder.filePath(QStringLiteral("letter.txt"));
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Dear all");
    file.close();
    const test::WindowBench bench;
    QVERIFY(bench.drop(path));
    QTRY_VERIFY(bench.notice("window-notice").contains(QStringLiteral("is no file of a run; what can be opened is")));
    QVERIFY(bench.notice("window-notice").contains(path));
}

QTEST_MAIN(TestResultZip)
#include "tst_result_zip.moc"
