// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/colours.h"
#include "look/plainstyle.h"
#include "look/smallbuttons.h"
#include "look/theme.h"
#include "look/tone.h"
#include "testprogram.h"

#include <QApplication>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QStyle>
#include <QTest>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QTreeWidget>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace concord;

Q_DECLARE_METATYPE(concord::Theme)

namespace {

/// Relative luminance and contrast by WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
double luminance(const QColor &colour)
{
    const auto part = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

double bestContrast(const QImage &image, const QColor &against)
{
    double best = 1;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            best = std::max(best, contrast(image.pixelColor(x, y), against));
    }
    return best;
}

} // namespace

class TestPlainStyle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void boxesAreSeenOnTheirGround_data();
    void boxesAreSeenOnTheirGround();
    void wordsThatStandThereFollowTheTheme();
    void scrollBarLeadsEverywhere_data();
    void scrollBarLeadsEverywhere();
    void namesOfButtonsFit();
    void tipsOfServersAreNoMarkup();

private:
    QString m_styleBefore;
};

void TestPlainStyle::initTestCase()
{
    m_styleBefore = QApplication::style()->name();
    QApplication::setStyle(u"fusion"_s);
    wearStyle();
    QVERIFY(qobject_cast<PlainStyle *>(QApplication::style()));
}

void TestPlainStyle::cleanupTestCase()
{
    applyTheme(Theme::Desktop);
    QApplication::setStyle(m_styleBefore);
}

void TestPlainStyle::boxesAreSeenOnTheirGround_data()
{
    QTest::addColumn<Theme>("theme");
    QTest::addColumn<Qt::CheckState>("state");
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        for (const Qt::CheckState state : {Qt::Unchecked, Qt::PartiallyChecked, Qt::Checked})
            QTest::addRow("%s %d", qPrintable(themeName(theme)), int(state)) << theme << state;
    }
}

void TestPlainStyle::boxesAreSeenOnTheirGround()
{
    QFETCH(Theme, theme);
    QFETCH(Qt::CheckState, state);
    applyTheme(theme);
    QCheckBox box;
    box.setTristate(true);
    box.setCheckState(state);
    box.resize(24, 24);
    const QImage image = box.grab().toImage();
    QVERIFY2(bestContrast(image, box.palette().color(QPalette::Window)) >= 3, "WCAG 2.2, 1.4.11 asks for 3");
}

static bool shows(const QImage &image, const QColor &colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == colour)
                return true;
        }
    }
    return false;
}

void TestPlainStyle::wordsThatStandThereFollowTheTheme()
{
    applyTheme(Theme::Light);
    QWidget window;
    auto *label = new QLabel(u"failed"_s, &window);
    setTone(*label, Tone::Error);
    QTreeWidget tree(&window);
    tree.setItemDelegate(new ToneDelegate(&tree));
    auto *item = new QTreeWidgetItem(&tree, {u"▌▌▌▌"_s}); // a letter has few pixels of its very colour
    setTone(*item, 0, Tone::Error);
    window.resize(400, 300);
    window.show();
    for (const Theme theme : {Theme::Light, Theme::Dark, Theme::Light}) {
        applyTheme(theme);
        const QColor red = errorText(window.palette());
        QTRY_COMPARE(label->palette().color(QPalette::WindowText), red);
        QTRY_VERIFY(shows(tree.grab().toImage().convertToFormat(QImage::Format_RGB32), red));
    }
    setTone(*label, Tone::Plain);
    QCOMPARE(label->palette().color(QPalette::WindowText), window.palette().color(QPalette::WindowText));
}

void TestPlainStyle::scrollBarLeadsEverywhere_data()
{
    QTest::addColumn<Qt::Orientation>("orientation");
    QTest::addColumn<int>("maximum");
    QTest::newRow("down a page") << Qt::Vertical << 100;
    QTest::newRow("across a page") << Qt::Horizontal << 100;
    QTest::newRow("ten million rows") << Qt::Vertical << 10'000'000;
}

void TestPlainStyle::scrollBarLeadsEverywhere()
{
    QFETCH(Qt::Orientation, orientation);
    QFETCH(int, maximum);
    QScrollBar bar(orientation);
    bar.setRange(0, maximum);
    bar.setPageStep(10);
    bar.resize(orientation == Qt::Vertical ? QSize(12, 300) : QSize(300, 12));
    bar.show();
    const QPoint end = orientation == Qt::Vertical ? QPoint(6, 298) : QPoint(298, 6);
    QTest::mouseClick(&bar, Qt::LeftButton, {}, end);
    QCOMPARE(bar.value(), 10); // below the slider is a page on
    bar.setValue(0);
    const QPoint begin = orientation == Qt::Vertical ? QPoint(6, 5) : QPoint(5, 6);
    QTest::mousePress(&bar, Qt::LeftButton, {}, begin);
    QTest::mouseMove(&bar, end + QPoint(40, 40));
    QTest::mouseRelease(&bar, Qt::LeftButton, {}, end);
    QCOMPARE(bar.value(), maximum);
}

void TestPlainStyle::namesOfButtonsFit()
{
    QPushButton button(u"Add a connection…"_s);
    QVERIFY(button.sizeHint().width() >= button.fontMetrics().horizontalAdvance(button.text()) + 16);
    QDialogButtonBox box(QDialogButtonBox::Save);
    QVERIFY(box.button(QDialogButtonBox::Save)->icon().isNull());
}

void TestPlainStyle::tipsOfServersAreNoMarkup()
{
    const QString meaning = u"Cancel <img src=x> a < b & c"_s;
    QWidget parent;
    const QToolButton *button = makeSignButton(u"✕"_s, meaning, &parent);
    QVERIFY(Qt::mightBeRichText(button->toolTip()));
    QCOMPARE(QTextDocumentFragment::fromHtml(button->toolTip()).toPlainText(), meaning);
    QCOMPARE(button->accessibleName(), meaning);
    QCOMPARE(button->accessibleDescription(), meaning);
}

CONCORD_TEST(TestPlainStyle)

#include "tst_plainstyle.moc"
