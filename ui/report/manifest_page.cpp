// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/manifest_page.h"

#include "core/analytics/report.h"
#include "ui/report/report_figures.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

constexpr int kMargin = 12;
constexpr int kTextHeight = 160;
constexpr int kPermille = 1000;
constexpr int kProgressWidth = 240;

void clear(QVBoxLayout* layout)
{
  while (layout->count() > 0) {
    QLayoutItem* item = layout->takeAt(0);
    delete item->widget();
    delete item;
  }
}

}

ManifestPage::ManifestPage(QWidget* parent)
    : QWidget(parent)
    , m_warnings(new QVBoxLayout)
    , m_facts(new QFormLayout)
    , m_title((new widgets::TextLabel({}, this))->setTone(widgets::TextTone::Secondary))
    , m_text(new QPlainTextEdit(this))
{
  m_text->setObjectName(QStringLiteral("manifestText"));
  m_text->setReadOnly(true);
  m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
  m_text->setMinimumHeight(kTextHeight);
  // In a low panel everything keeps its height, and the page is scrolled.
  auto* scroll = new QScrollArea(this);
  scroll->setObjectName(QStringLiteral("manifestScroll"));
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(scroll);
  auto* page = new QWidget(scroll);
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
  layout->setSpacing(8);
  m_warnings->setSpacing(4);
  m_facts->setVerticalSpacing(4);
  m_facts->setHorizontalSpacing(16);
  layout->addLayout(m_warnings);
  layout->addLayout(m_facts);
  layout->addWidget(makeRepeat());
  layout->addWidget(m_title);
  layout->addWidget(m_text, 1);
  scroll->setWidget(page);
  connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &ManifestPage::styleText);
  styleText();
}

QWidget* ManifestPage::makeRepeat()
{
  auto* box = new QWidget(this);
  m_repeat = new QPushButton(box);
  m_repeat->setObjectName(QStringLiteral("repeatRunButton"));
  m_progress = new QProgressBar(box);
  m_progress->setObjectName(QStringLiteral("repeatProgress"));
  m_progress->setRange(0, kPermille);
  m_progress->setTextVisible(false);
  m_progress->setFixedSize(kProgressWidth, 8);
  m_progress->hide();
  m_outcome = new widgets::Note(widgets::NoteKind::Info, {}, box);
  m_outcome->setObjectName(QStringLiteral("repeatNote"));
  m_outcome->hide();
  m_show = new QPushButton(box);
  m_show->setObjectName(QStringLiteral("showRepeatedButton"));
  m_show->hide();
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(m_repeat);
  row->addWidget(m_progress);
  row->addWidget(m_show);
  row->addStretch(1);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 4, 0, 4);
  column->setSpacing(6);
  column->addLayout(row);
  column->addWidget(m_outcome);
  connect(m_repeat, &QPushButton::clicked, this, [this] {
    if (m_isRunning)
      Q_EMIT cancelRequested();
    else
      Q_EMIT repeatRequested();
  });
  connect(m_show, &QPushButton::clicked, this, &ManifestPage::showRequested);
  return box;
}

void ManifestPage::setRepeatable(bool repeatable)
{
  m_repeat->setEnabled(repeatable);
}

void ManifestPage::setRunning(bool running)
{
  m_isRunning = running;
  m_progress->setVisible(running);
  m_progress->setValue(0);
  if (running)
    showOutcome(widgets::NoteKind::Info, {}, false);
  retranslate();
}

void ManifestPage::setProgress(double fraction)
{
  m_progress->setValue(static_cast<int>(fraction * kPermille));
}

void ManifestPage::showOutcome(widgets::NoteKind kind, const QString& sentence, bool canShow)
{
  m_outcome->setNote(kind, sentence);
  m_outcome->setVisible(!sentence.isEmpty());
  m_show->setVisible(canShow);
}

void ManifestPage::styleText()
{
  m_text->setFont(widgets::Theme::current().font(widgets::FontRole::Mono));
}

void ManifestPage::setRun(const analytics::ReportModel& report, const std::string& manifest)
{
  clear(m_warnings);
  for (const Error& warning : report.input.warnings)
    m_warnings->addWidget(
        new widgets::Note(widgets::NoteKind::Warning, widgets::Language::current().describe(warning), this));
  while (m_facts->rowCount() > 0)
    m_facts->removeRow(0);
  for (const FactText& fact : factTexts(report)) {
    auto* label = (new widgets::TextLabel(fact.label, this))->setTone(widgets::TextTone::Secondary);
    auto* value = new widgets::TextLabel(fact.isHash ? fact.whole : fact.value, this);
    if (fact.isHash)
      value->setRole(static_cast<int>(widgets::FontRole::Mono));
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->addRow(label, value);
  }
  m_text->setPlainText(QString::fromStdString(manifest));
  retranslate();
}

void ManifestPage::retranslate()
{
  m_title->setText(Tr::tr("manifest.json: everything that repeats this run"));
  m_text->setAccessibleName(m_title->text());
  m_repeat->setText(m_isRunning ? Tr::tr("Cancel") : Tr::tr("Run again from this manifest"));
  m_repeat->setIcon(widgets::icon(m_isRunning ? QStringLiteral("stop") : QStringLiteral("refresh")));
  m_repeat->setToolTip(m_isRunning ? QString()
                                   : Tr::tr("The same strategy with the same settings over the bars that are stored "
                                            "now; says whether every file of the report is the same"));
  m_progress->setAccessibleName(Tr::tr("Progress of the backtest"));
  m_show->setText(Tr::tr("Show the new run"));
}

}
