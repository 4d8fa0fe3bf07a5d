// SPDX-License-Identifier: Apache-2.0
#include "core/factor/refused_names.h"

#include <algorithm>
#include <array>

namespace zvt::factor {

namespace {

using enum RefusedName::Reason;
constexpr std::array kRefused = std::to_array<RefusedName>(
    {{"REFX", Future}, {"REFXV", Future}, {"ZIG", Future}, {"ZIGA", Future}, {"FLATZIG", Future}, {"FLATZIGA", Future},
        {"PEAK", Future}, {"PEAKA", Future}, {"PEAKBARS", Future}, {"PEAKBARSA", Future}, {"TROUGH", Future},
        {"TROUGHA", Future}, {"TROUGHBARS", Future}, {"TROUGHBARSA", Future}, {"BACKSET", Future}, {"BARSNEXT", Future},
        {"FILTERX", Future}, {"XMA", Future}, {"CONST", Future}, {"ISLASTBAR", Future}, {"CURRBARSCOUNT", Future},
        {"TOTALBARSCOUNT", Future}, {"DRAWLINE", Drawing}, {"DRAWSL", Drawing}, {"DRAWKLINE", Drawing},
        {"DRAWBAND", Drawing}, {"DRAWGBK", Drawing}, {"DRAWBMP", Drawing}, {"DRAWTEXT_FIX", Drawing},
        {"DRAWNUMBER_FIX", Drawing}, {"DRAWRECTREL", Drawing}, {"POLYLINE", Drawing}, {"PLOYLINE", Drawing},
        {"PARTLINE", Drawing}, {"VERTLINE", Drawing}, {"HORLINE", Drawing}, {"SOUND", Drawing}, {"WINNER", Data},
        {"LWINNER", Data}, {"PWINNER", Data}, {"COST", Data}, {"COSTEX", Data}, {"PPART", Data}, {"DYNAINFO", Data},
        {"FINANCE", Data}, {"FINVALUE", Data}, {"FINONE", Data}, {"GPJYVALUE", Data}, {"BKJYVALUE", Data},
        {"SCJYVALUE", Data}, {"EXTERNVALUE", Data}, {"SIGNALS_SYS", Data}, {"SIGNALS_USER", Data}, {"INBLOCK", Data}});

}

const RefusedName* findRefused(std::string_view upperName)
{
  const auto found = std::ranges::find(kRefused, upperName, &RefusedName::name);
  return found == kRefused.end() ? nullptr : &*found;
}

std::string_view codeOf(RefusedName::Reason reason)
{
  switch (reason) {
  case Future:
    return "factor.refused_future";
  case Drawing:
    return "factor.refused_drawing";
  case Data:
    break;
  }
  return "factor.refused_data";
}

std::span<const RefusedName> refusedNames()
{
  return kRefused;
}

}
