// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-list.h"
#include "dw-person.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* Which devices of a place are shown and in which order, and how many there are of each state. Pure. */
typedef enum {
  DW_DEVICE_SHOW_ALL,
  DW_DEVICE_SHOW_ABNORMAL,
  DW_DEVICE_SHOW_OFF_LINE,
  DW_N_DEVICE_SHOWS,
} DwDeviceShow;

typedef enum {
  DW_DEVICE_SORT_SEVERITY, /* worst first, then the order of the tree */
  DW_DEVICE_SORT_TREE,
  DW_DEVICE_SORT_NAME,
  DW_DEVICE_SORT_LOAD, /* largest share of the rated current first, unknown last */
  DW_N_DEVICE_SORTS,
} DwDeviceSort;

typedef struct
{
  DwDeviceShow show;
  DwDeviceSort sort;
  const char *device_class; /* NULL = all */
} DwDevicePick;

/* Devices of one class by state. off_line ones are in no other count. */
typedef struct
{
  guint total, normal, active[5], off_line;
} DwStateCount;

typedef struct
{
  DwStateCount all;
  DwStateCount classes[4]; /* in the order of dw_device_class_get; the last is everything else */
} DwBoardCounts;

typedef struct
{
  const char *word;  /* "detector" */
  const char *title; /* translated, plural: "Combined detectors" */
  const char *icon;
} DwDeviceClassInfo;

/* 0…3; index 3 is "others". */
const DwDeviceClassInfo *dw_device_class_get (guint index);
guint dw_device_class_find (const char *word);

/* devices: from dw_place_tree_list_devices. Array of DwDevice (references). counts may be NULL: of all devices, whatever is picked. */
GPtrArray *dw_device_order_make (GPtrArray *devices, DwAlarmList *alarms, const DwDevicePick *pick, gint64 now_ms, DwBoardCounts *counts);
/* Takes out what the person may not see. */
GPtrArray *dw_device_order_list (DwPlaceTree *tree, DwPlace *place, const DwPerson *person);

G_END_DECLS
