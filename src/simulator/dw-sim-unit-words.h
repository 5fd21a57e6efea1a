// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-pdu.h"
#include "dw-sim-world.h"

G_BEGIN_DECLS

/* What every device model needs to put the world into registers. */

/* One register of the device, for the models. FALSE: not mapped. */
typedef gboolean (*DwSimReadFunc) (const DwSimWorld *world, const DwSimNode *node, guint16 address, guint16 *word);
/* Reads count registers through read; an exception in reply when one is not mapped. */
void dw_sim_unit_read_words (const DwSimWorld *world, const DwSimNode *node, const DwModbusRequest *request, DwSimReadFunc read, DwModbusReply *reply);
/* A value as an unsigned register: rounded and clamped. NaN becomes 0. */
guint16 dw_sim_unit_word (double value);
guint16 dw_sim_unit_signed_word (double value);

G_END_DECLS
