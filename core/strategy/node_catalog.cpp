// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/node_catalog.h"

#include <algorithm>

namespace zvt::strategy {

namespace {

const PortSpec* findPort(const std::vector<PortSpec>& ports, std::string_view name)
{
  const auto found = std::ranges::find(ports, name, &PortSpec::name);
  return found == ports.end() ? nullptr : &*found;
}

}

std::string_view toString(PortType type)
{
  switch (type) {
  case PortType::Universe:
    return "universe";
  case PortType::Series:
    return "series";
  case PortType::Panel:
    return "panel";
  case PortType::Flags:
    return "flags";
  case PortType::Signals:
    return "signals";
  case PortType::Ranking:
    return "ranking";
  case PortType::Weights:
    return "weights";
  case PortType::Orders:
    return "orders";
  }
  return "";
}

std::string_view toString(Availability availability)
{
  switch (availability) {
  case Availability::Always:
    return "always";
  case Availability::BarOpen:
    return "bar_open";
  case Availability::BarClose:
    return "bar_close";
  case Availability::NextOpen:
    return "next_open";
  case Availability::NextClose:
    return "next_close";
  }
  return "";
}

std::string_view toString(NodeFamily family)
{
  switch (family) {
  case NodeFamily::Universe:
    return "universe";
  case NodeFamily::Factor:
    return "factor";
  case NodeFamily::Weight:
    return "weight";
  case NodeFamily::Output:
    return "output";
  }
  return "";
}

const PortSpec* NodeSpec::input(std::string_view name) const
{
  return findPort(inputs, name);
}

const PortSpec* NodeSpec::output(std::string_view name) const
{
  return findPort(outputs, name);
}

const NodeSpec* NodeCatalog::find(std::string_view type) const
{
  const auto found = std::ranges::find(m_specs, type, &NodeSpec::type);
  return found == m_specs.end() ? nullptr : &*found;
}

}
