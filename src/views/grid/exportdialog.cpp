// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/exportdialog.h"

#include "look/colours.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "results/coveragefile.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSaveFile>
#include <QTimer>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// In the order of ExportDialog::Form.
const QStringList &suffixes()
{
    static const QStringList all{u"csv"_s, u"tsv"_s, u"json"_s, u"ndjson"_s, u"md"_s, u"parquet"_s};
    return all;
}

QString suffix(int form)
{
    return suffixes()[form];
}

ExportFormat format(int form)
{
    static constexpr ExportFormat all[] = {ExportFormat::Csv, ExportFormat::Tsv, ExportFormat::Json, ExportFormat::NdJson, ExportFormat::Markdown};
    return all[form];
}

/// JSON and Markdown say themselves who answered, where a person reads it; Parquet does so in its metadata alone.
bool hasRoomForCoverage(int form)
{
    return form == ExportDialog::Json || form == ExportDialog::Markdown;
}

/// Into a file beside the target that takes its name only when all is written.
Result<void> writeText(const CombinedResult &result, const RowOrder &order, ExportFormat form, const ExportOptions &options, const QString &path,
                       CancelToken &token, std::atomic<std::uint64_t> &done)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorKind::Io, ExportDialog::tr("%1 cannot be written: %2").arg(path, file.errorString()));
    const auto written = exportRows(result, order.get(), nullptr, form, options, file, [&](std::uint64_t rows) {
        done = rows;
        return !token.isCancelled();
    });
    if (!written)
        return written;
    if (token.isCancelled())
        return fail(ErrorKind::Cancelled, ExportDialog::tr("Cancelled: no file was written."));
    if (!file.commit())
        return fail(ErrorKind::Io, ExportDialog::tr("%1 cannot be written: %2").arg(path, file.errorString()));
    return {};
}

} // namespace

ExportDialog::ExportDialog(CombinedResult result, RowOrder order, Coverage coverage, std::shared_ptr<ComputeEngine> engine, QWidget *parent)
    : QDialog(parent),
      m_result(std::move(result)),
      m_order(std::move(order)),
      m_coverage(std::move(coverage)),
      m_engine(std::move(engine)),
      m_done(std::make_shared<std::atomic<std::uint64_t>>(0)),
      m_form(new QComboBox(this)),
      m_path(new QLineEdit(this)),
      m_header(new QCheckBox(tr("First line has the columns' &names"), this)),
      m_source(new QCheckBox(tr("Column with the &source database"), this)),
      m_guard(new QCheckBox(tr("&Guard against formulas: a ' before = + - @"), this)),
      m_shown(new QCheckBox(tr("Only the rows &shown, in their order"), this)),
      m_message(makePlainLabel({}, this)),
      m_progress(new QProgressBar(this)),
      m_write(nullptr)
{
    setWindowTitle(tr("Export the result"));
    m_form->addItems({tr("CSV"), tr("TSV"), tr("JSON"), tr("JSON, a row per line"), tr("Markdown"), tr("Parquet")});
    m_form->setAccessibleName(tr("Format"));
    m_path->setAccessibleName(tr("File"));
    m_header->setChecked(true);
    m_source->setChecked(true);
    m_shown->setChecked(m_order != nullptr);
    m_shown->setVisible(m_order != nullptr);
    m_message->setWordWrap(true);
    m_progress->hide();
    m_progress->setAccessibleName(tr("Rows written"));
    auto *browse = new QPushButton(tr("&Choose …"), this);
    auto *fileRow = new QHBoxLayout;
    fileRow->addWidget(m_path, 1);
    fileRow->addWidget(browse);
    auto *form = new QFormLayout;
    form->addRow(tr("&Format"), m_form);
    QLabel *file = makePlainLabel(tr("F&ile"), this);
    file->setBuddy(m_path);
    form->addRow(file, fileRow);
    for (QCheckBox *box : {m_header, m_source, m_guard, m_shown})
        form->addRow(QString(), box);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_write = buttons->addButton(tr("&Export"), QDialogButtonBox::ActionRole);
    m_write->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_progress);
    layout->addWidget(m_message);
    layout->addWidget(buttons);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::choosePath);
    connect(m_write, &QPushButton::clicked, this, &ExportDialog::startExport);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_form, &QComboBox::currentIndexChanged, this, &ExportDialog::refreshForm);
    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::pathChanged);
    connect(m_path, &QLineEdit::textEdited, this, &ExportDialog::followName);
    connect(m_shown, &QCheckBox::toggled, this, &ExportDialog::refreshForm);
    m_path->setText(QDir::home().filePath(u"result.csv"_s));
    refreshForm();
    resize(fontMetrics().averageCharWidth() * 80, sizeHint().height());
}

ExportDialog::~ExportDialog()
{
    if (m_token)
        m_token->cancel();
}

void ExportDialog::setForm(Form form)
{
    m_form->setCurrentIndex(form);
}

void ExportDialog::setPath(const QString &path)
{
    m_path->setText(path);
}

QString ExportDialog::message() const
{
    return m_message->text();
}

std::uint64_t ExportDialog::rowCount() const
{
    return m_order && m_shown->isChecked() ? m_order->size() : m_result.rowCount();
}

void ExportDialog::refreshForm()
{
    const int form = m_form->currentIndex();
    const bool separated = form == Csv || form == Tsv;
    m_header->setEnabled(separated);
    m_guard->setEnabled(separated);
    m_source->setEnabled(form != Parquet);
    const QFileInfo now(m_path->text());
    const int former = std::exchange(m_lastForm, form);
    if (former != form && now.suffix().compare(suffix(former), Qt::CaseInsensitive) == 0) // another ending is a person's own
        m_path->setText(now.path() + u'/' + now.completeBaseName() + u'.' + suffix(form));
    QString text = tr("%1 as fetched · %2").arg(rowCountText(qint64(rowCount())), m_coverage.sentence());
    if (!m_coverage.notAnswered.isEmpty())
        text += u'\n' + tr("Not in it: %1").arg(firstLine(m_coverage.notAnswered.join(u"; "_s), 300));
    if (!m_coverage.capped.isEmpty())
        text += u'\n' + tr("Cut at the row cap: %1").arg(m_coverage.capped.join(u", "_s));
    m_message->setText(text);
}

void ExportDialog::followName(const QString &path)
{
    const qsizetype form = suffixes().indexOf(QFileInfo(path).suffix().toLower());
    if (form >= 0)
        m_form->setCurrentIndex(int(form));
}

void ExportDialog::choosePath()
{
    auto *dialog = new QFileDialog(this, tr("Export to"), m_path->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix(m_form->currentIndex()));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_mayReplace = path; // the file dialog has asked
        m_path->setText(path);
        followName(path);
    });
    dialog->open();
}

void ExportDialog::pathChanged()
{
    m_write->setText(m_path->text() == m_mayReplace && !m_mayReplace.isEmpty() ? tr("&Replace") : tr("&Export"));
    m_write->setEnabled(!m_writing && !m_path->text().isEmpty());
}

void ExportDialog::setWriting(bool writing)
{
    m_writing = writing;
    pathChanged();
}

/// A name that other programs would take for what is not written here.
static bool promisesAnotherForm(const QString &path)
{
    static const QStringList others{u"xlsx"_s, u"xls"_s, u"ods"_s, u"pdf"_s};
    return others.contains(QFileInfo(path).suffix().toLower());
}

void ExportDialog::startExport()
{
    const QString path = m_path->text();
    if (m_writing || path.isEmpty())
        return;
    if (promisesAnotherForm(path)) {
        m_message->setText(u"✗ "_s
                           + tr("No .%1 file is written here: what opens it would find %2. Spreadsheets read .csv.")
                                 .arg(QFileInfo(path).suffix(), m_form->currentText()));
        return;
    }
    setWriting(true);
    if (path == m_mayReplace) {
        write();
        return;
    }
    QtConcurrent::run([path] { return QFileInfo(path).isFile(); }).then(this, [this, path](bool isThere) {
        const bool isStillIt = m_path->text() == path;
        if (isStillIt && !isThere) {
            write();
            return;
        }
        m_mayReplace = isThere ? path : QString();
        setWriting(false);
        if (!isStillIt)
            return;
        m_message->setText(tr("%1 is there already. Replace puts this result in its place.").arg(path));
    });
}

void ExportDialog::write()
{
    m_token = std::make_shared<CancelToken>();
    *m_done = 0;
    m_progress->setRange(0, m_form->currentIndex() == Parquet ? 0 : 1000);
    m_progress->show();
    m_message->setText(tr("Writing …"));
    ExportOptions options;
    options.header = m_header->isChecked();
    options.sourceColumn = m_source->isChecked();
    options.guardFormulas = m_guard->isChecked();
    options.coverage = m_coverage;
    const RowOrder order = m_shown->isChecked() ? m_order : nullptr;
    const QString path = m_path->text();
    const int form = m_form->currentIndex();
    const std::uint64_t rows = rowCount();
    auto *timer = new QTimer(m_progress);
    timer->setObjectName(u"progress"_s);
    connect(timer, &QTimer::timeout, this,
            [this, total = std::max<std::uint64_t>(1, rows)] { m_progress->setValue(int(m_done->load() * 1000 / total)); });
    timer->start(100);
    // Of what is written now: the boxes may be others by the end.
    QString report = u"✓ "_s + tr("%1 written to %2 · %3").arg(rowCountText(qint64(rows)), path, m_coverage.sentence());
    if (!hasRoomForCoverage(form) && (m_coverage.answered < m_coverage.total || !m_coverage.capped.isEmpty()))
        report += u'\n' + tr("What is not in it stands in %1").arg(coveragePath(path));
    QtConcurrent::run([result = m_result, order, form, options, path, token = m_token, done = m_done, engine = m_engine]() -> Result<void> {
        if (form == Parquet && !engine)
            return fail(ErrorKind::Unsupported, ExportDialog::tr("Parquet needs the compute engine."));
        const Result<void> written = form == Parquet ? engine->writeParquet(result, order, *options.coverage, path, *token)
                                                     : writeText(result, order, format(form), options, path, *token, *done);
        return written && !hasRoomForCoverage(form) ? writeCoverageBeside(path, *options.coverage) : written;
    }).then(this, [this, path, report](const Result<void> &result) { finishWriting(result, path, report); });
}

void ExportDialog::finishWriting(const Result<void> &result, const QString &path, const QString &report)
{
    m_token.reset();
    m_progress->hide();
    if (QObject *timer = m_progress->findChild<QTimer *>(u"progress"_s))
        timer->deleteLater();
    if (result)
        m_mayReplace = path;
    setWriting(false);
    m_message->setText(result ? report : u"✗ "_s + result.error().message);
    if (result)
        Q_EMIT exported(path);
}

void ExportDialog::reject()
{
    // The first Esc stops the writing, the second closes.
    if (m_writing && m_token) {
        m_token->cancel();
        return;
    }
    QDialog::reject();
}

} // namespace concord
