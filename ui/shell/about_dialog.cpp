// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/about_dialog.h"

#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"

#include "about_resources.h"
#include "zvt_library_versions.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QSysInfo>
#include <QTableWidget>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

QString compiler()
{
#if defined(__clang__)
  return QStringLiteral("Clang %1.%2.%3").arg(__clang_major__).arg(__clang_minor__).arg(__clang_patchlevel__);
#elif defined(__GNUC__)
  return QStringLiteral("GCC %1.%2.%3").arg(__GNUC__).arg(__GNUC_MINOR__).arg(__GNUC_PATCHLEVEL__);
#elif defined(_MSC_VER)
  return QStringLiteral("MSVC %1").arg(_MSC_FULL_VER);
#else
  return QStringLiteral("unknown");
#endif
}

QTableWidget* libraryTable(const std::vector<LinkedLibrary>& libraries, QWidget* parent)
{
  auto* table = new QTableWidget(static_cast<int>(libraries.size()), 4, parent);
  table->setObjectName(QStringLiteral("libraryTable"));
  table->setAccessibleName(Tr::tr("Libraries"));
  table->setHorizontalHeaderLabels({Tr::tr("Library"), Tr::tr("Version"), Tr::tr("Licence"), Tr::tr("Home")});
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setTabKeyNavigation(false);
  table->setFrameShape(QFrame::NoFrame);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(widgets::Theme::current().metrics().row);
  table->horizontalHeader()->setHighlightSections(false);
  table->horizontalHeader()->setStretchLastSection(true);
  int column = 0;
  for (const int width : {150, 80, 260})
    table->setColumnWidth(column++, width);
  for (int row = 0; row < table->rowCount(); ++row) {
    const LinkedLibrary& library = libraries[static_cast<std::size_t>(row)];
    column = 0;
    for (const QString& text : {library.name, library.version, library.license, library.home})
      table->setItem(row, column++, new QTableWidgetItem(text));
  }
  return table;
}

}

std::vector<LinkedLibrary> linkedLibraries()
{
  std::vector<LinkedLibrary> libraries;
  const std::string_view content = resources::about().front().content;
  const QJsonObject versions = QJsonDocument::fromJson(QByteArray(kLibraryVersions)).object(); // of the build
  const QJsonArray listed =
      QJsonDocument::fromJson(QByteArray(content.data(), static_cast<qsizetype>(content.size()))).array();
  for (const QJsonValue& value : listed) {
    const QJsonObject one = value.toObject();
    QString version = versions.value(one.value(u"package").toString()).toString();
    if (version.isEmpty())
      version = one.value(u"version").toString(); // data that is no package of the build
    if (one.value(u"package").toString() == u"Qt6")
      version = QString::fromLatin1(qVersion()); // the one that runs
    libraries.push_back(
        {one.value(u"name").toString(), version, one.value(u"license").toString(), one.value(u"home").toString()});
  }
  return libraries;
}

QString buildFacts()
{
  QStringList lines{QStringLiteral("ZVT Workstation %1").arg(QApplication::applicationVersion()),
      QStringLiteral("Compiler: %1, %2").arg(compiler(), QSysInfo::buildAbi()),
      QStringLiteral("System: %1, kernel %2").arg(QSysInfo::prettyProductName(), QSysInfo::kernelVersion()),
      QStringLiteral("Qt %1 (built with %2), platform %3")
          .arg(QString::fromLatin1(qVersion()), QStringLiteral(QT_VERSION_STR), QApplication::platformName())};
  for (const LinkedLibrary& library : linkedLibraries())
    lines << QStringLiteral("%1 %2 (%3)").arg(library.name, library.version, library.license);
  return lines.join(u'\n');
}

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent)
{
  setObjectName(QStringLiteral("aboutDialog"));
  setWindowTitle(Tr::tr("About ZVT Workstation"));
  resize(800, 560);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 16, 16, 12);
  column->setSpacing(8);
  auto* head =
      (new widgets::TextLabel(QStringLiteral("ZVT Workstation %1").arg(QApplication::applicationVersion()), this))
          ->setRole(static_cast<int>(widgets::FontRole::Title), true);
  column->addWidget(head);
  auto* what = new QLabel(
      Tr::tr("Collects market data, charts it, tests strategies honestly and trades them on paper.\n"
             "The workstation is free software under GPL-3.0-or-later, its core under Apache-2.0. It comes without any "
             "warranty, and nothing in it is advice to buy or sell."),
      this);
  what->setWordWrap(true);
  column->addWidget(what);
  const QStringList facts = buildFacts().split(u'\n').mid(1, 3);
  auto* build = (new widgets::TextLabel(facts.join(u'\n'), this))->setTone(widgets::TextTone::Muted);
  build->setObjectName(QStringLiteral("buildFactsLabel")); // as in a report: in English
  build->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(build);
  column->addWidget(new widgets::GroupHead(Tr::tr("Made of"), this));
  column->addWidget(libraryTable(linkedLibraries(), this), 1);
  auto* row = new QHBoxLayout;
  auto* copy = new QPushButton(widgets::icon(QStringLiteral("copy")), Tr::tr("Copy all"), this);
  copy->setObjectName(QStringLiteral("copyAboutButton"));
  auto* done = new QPushButton(Tr::tr("Close"), this);
  done->setObjectName(QStringLiteral("closeButton"));
  done->setDefault(true);
  row->addWidget(copy);
  row->addStretch(1);
  row->addWidget(done);
  column->addLayout(row);
  connect(copy, &QPushButton::clicked, this, [] { QApplication::clipboard()->setText(buildFacts()); });
  connect(done, &QPushButton::clicked, this, &QDialog::accept);
}

}
