// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/schema_form.h"

#include "widgets/base/schema_field.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using namespace zvt::widgets;

namespace {

ParamSchema schema()
{
  return *ParamSchema::fromJson(R"([
    {"key":"a.flag","type":"bool","default":true,"label":"flag","group":"one"},
    {"key":"a.count","type":"int","default":20,"min":1,"max":250,"label":"count","group":"one"},
    {"key":"a.rate","type":"decimal","default":"0.00025","min":0,"max":0.01,"label":"rate","group":"two"},
    {"key":"a.mode","type":"choice","default":"x","choices":["x","y"],"label":"mode","group":"two"},
    {"key":"a.day","type":"date","label":"day","group":"two"}])");
}

}

class TstSchemaForm : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { Theme::current().install(*qApp); }

  void startsCleanWithDefaults()
  {
    SchemaForm form(schema());
    QCOMPARE(form.dirtyCount(), 0);
    QVERIFY(form.isValid());
    QCOMPARE(form.values().at("a.count"), ParamValue(std::int64_t{20}));
    QCOMPARE(form.values().at("a.rate"), ParamValue(std::string("0.00025")));
  }

  void editsAreMarkedAndUndone()
  {
    SchemaForm form(schema());
    QSignalSpy edited(&form, &SchemaForm::edited);
    auto* spin = form.findChild<QSpinBox*>(QStringLiteral("a_countField"));
    spin->setValue(30);
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited.at(0).at(0).toString(), QStringLiteral("a.count"));
    QCOMPARE(form.dirtyCount(), 1);
    QVERIFY(spin->property("dirty").toBool());
    form.field("a.count")->undo();
    QCOMPARE(spin->value(), 20);
    QCOMPARE(form.dirtyCount(), 0);
  }

  void whatIsOutOfRangeIsSaidAndNotTaken()
  {
    SchemaForm form(schema());
    QSignalSpy edited(&form, &SchemaForm::edited);
    form.findChild<QSpinBox*>(QStringLiteral("a_countField"))->setValue(0);
    QVERIFY(!form.isValid());
    QVERIFY(edited.isEmpty());
    QCOMPARE(form.field("a.count")->value().error().code, std::string("param.range"));
    QVERIFY(!form.values().contains("a.count"));
    auto* rate = form.findChild<QLineEdit*>(QStringLiteral("a_rateField"));
    rate->setText(QStringLiteral("many"));
    QVERIFY(rate->property("invalid").toBool());
    rate->setText(QStringLiteral("0.0003"));
    QVERIFY(!rate->property("invalid").toBool());
    QCOMPARE(form.values().at("a.rate"), ParamValue(std::string("0.0003")));
  }

  void nothingIsAValueOfAParameterThatMayBeUnset()
  {
    SchemaForm form(schema());
    auto* day = form.findChild<QLineEdit*>(QStringLiteral("a_dayField"));
    QCOMPARE(form.values().at("a.day"), ParamValue());
    day->setText(QStringLiteral("2024-02-30"));
    QVERIFY(!form.isValid());
    day->setText(QStringLiteral("2024-02-29"));
    QCOMPARE(form.values().at("a.day"), ParamValue(std::string("2024-02-29")));
    day->clear();
    QCOMPARE(form.dirtyCount(), 0);
  }

  void choicesAreSegments()
  {
    SchemaForm form(schema());
    auto* segments = form.findChild<SegmentedControl*>(QStringLiteral("a_modeField"));
    QCOMPARE(segments->values(), QStringList({QStringLiteral("x"), QStringLiteral("y")}));
    segments->findChild<QAbstractButton*>(QStringLiteral("ySegment"))->click();
    QCOMPARE(form.values().at("a.mode"), ParamValue(std::string("y")));
  }

  void filesAreChosenByWhoeverAsks()
  {
    SchemaForm form(*ParamSchema::fromJson(R"([
      {"key":"a.file","type":"file","label":"file","group":"one"},
      {"key":"a.folder","type":"folder","label":"folder","group":"one"}])"));
    const auto buttons = form.findChildren<QToolButton*>(QStringLiteral("browseButton"));
    QCOMPARE(buttons.size(), 2);
    QVERIFY(buttons.front()->isHidden()); // nobody to ask
    std::vector<ParamType> asked;
    QString answer = QStringLiteral("/data/x");
    form.setPathChooser([&](QWidget*, ParamType type, const QString&) {
      asked.push_back(type);
      return answer;
    });
    for (QToolButton* button : buttons) {
      QVERIFY(!button->isHidden());
      button->click();
    }
    QVERIFY((asked == std::vector{ParamType::File, ParamType::Folder}));
    QCOMPARE(form.values().at("a.folder"), ParamValue(std::string("/data/x")));
    answer.clear(); // thought better of it
    buttons.back()->click();
    QCOMPARE(form.values().at("a.folder"), ParamValue(std::string("/data/x")));
  }

  void filterHidesRowsAndEmptyGroups()
  {
    SchemaForm form(schema());
    form.show();
    QCOMPARE(form.setFilter(QStringLiteral("rate")), 1);
    QVERIFY(form.field("a.flag")->isHidden());
    QVERIFY(!form.field("a.rate")->isHidden());
    QCOMPARE(form.setFilter({}), 5);
  }
};

QTEST_MAIN(TstSchemaForm)
#include "tst_schema_form.moc"
