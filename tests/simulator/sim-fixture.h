// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-sim-unit.h"
#include "dw-sim-world.h"

/* Small worlds for the tests: no noise, constant loads, midnight of Monday 5 January 2026 in China. */
#define SIM_START_MS G_GINT64_CONSTANT (1767542400000)

static inline DwSimWorld *
sim_world_new (void)
{
  DwSimWorld *world = dw_sim_world_new (1, SIM_START_MS, 480);

  world->noise = 0.0;
  return world;
}

/* A node of 63 A without a line, with that load on each phase, resistive. */
static inline DwSimNode *
sim_add_node (DwSimWorld *world, const char *key, DwSimModel model, DwSimNode *parent, double load_a)
{
  DwSimNode *node = dw_sim_node_new (key, key, model);

  node->parent = parent;
  node->load = DW_SIM_LOAD_CONSTANT;
  node->load_a = load_a;
  node->power_factor = 1.0;
  dw_sim_unit_init (node);
  dw_sim_world_take_node (world, node);
  return node;
}

static inline guint8
sim_write (DwSimWorld *world, DwSimNode *node, guint8 function, guint16 address, guint16 count, const guint16 *words)
{
  DwModbusRequest request = { .unit = 1, .function = function, .address = address, .count = count };
  DwModbusReply reply;

  memcpy (request.words, words, count * sizeof *words);
  dw_sim_unit_serve (world, node, &request, &reply);
  return reply.exception;
}

static inline guint8
sim_write_one (DwSimWorld *world, DwSimNode *node, guint8 function, guint16 address, guint16 word)
{
  return sim_write (world, node, function, address, 1, &word);
}

static inline guint8
sim_read (DwSimWorld *world, DwSimNode *node, guint8 function, guint16 address, guint16 count, DwModbusReply *reply)
{
  DwModbusRequest request = { .unit = 1, .function = function, .address = address, .count = count };

  dw_sim_unit_serve (world, node, &request, reply);
  return reply->exception;
}

static inline guint16
sim_read_one (DwSimWorld *world, DwSimNode *node, guint8 function, guint16 address)
{
  DwModbusReply reply;

  g_assert_cmpint (sim_read (world, node, function, address, 1, &reply), ==, 0);
  return reply.words[0];
}

static inline void
sim_fault (DwSimWorld *world, const char *name, const char *target, double value, double for_s)
{
  DwSimFaultRequest request = { value, -1, 0.0, for_s };
  g_autoptr (GError) error = NULL;

  dw_sim_fault_apply (world, name, target, &request, &error);
  g_assert_no_error (error);
}

static inline void
sim_clear (DwSimWorld *world, const char *name, const char *target)
{
  g_autoptr (GError) error = NULL;

  dw_sim_fault_clear (world, name, target, &error);
  g_assert_no_error (error);
}

#define sim_assert_near(value, wanted, tolerance) g_assert_cmpfloat_with_epsilon ((value), (wanted), (tolerance))
