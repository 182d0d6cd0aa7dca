-- Works in a copy of the examples as a person would, and prints what Neovim then shows as one line of JSON.
local told = {}
vim.notify = function(message) table.insert(told, message) end

local function wait(what, met)
  if not vim.wait(5000, met, 10) then error('no ' .. what .. '; told: ' .. vim.inspect(told)) end
end

--- Opens a file, with the cursor where `pattern` matches; `\zs` sets the column.
local function open(file, pattern)
  vim.cmd('edit ' .. file)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search(pattern, 'cw') > 0, pattern)
  local client
  wait('client', function()
    local attached = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 }) or vim.lsp.buf_get_clients(0)
    client = vim.tbl_values(attached)[1]
    return client ~= nil
  end)
  return client
end

local function text(buffer) return table.concat(vim.api.nvim_buf_get_lines(buffer or 0, 0, -1, false), '\n') end

local function diagnostics()
  return vim.tbl_map(function(found)
    local line = vim.api.nvim_buf_get_lines(0, found.lnum, found.lnum + 1, false)[1]
    return {
      rule = found.code or found.user_data.lsp.code,
      severity = vim.diagnostic.severity[found.severity],
      text = line:sub(found.col + 1, found.end_col),
    }
  end, vim.diagnostic.get(0))
end

local function act(title)
  local before = text()
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do
      local name = options.format_item(item)
      table.insert(told, name)
      if name:find(title, 1, true) == 1 then choose(item) end
    end
  end
  vim.lsp.buf.code_action()
  wait(title, function() return text() ~= before end)
end

local function hover()
  vim.lsp.buf.hover()
  local shown
  wait('hover', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        shown = text(vim.api.nvim_win_get_buf(window))
        vim.api.nvim_win_close(window, true)
        return true
      end
    end
  end)
  return shown
end

--- Accepts the item `label`; gives the line that comes of it.
local function complete(client, label)
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/completion', params, 5000)
  local _, answer = next(answers)
  for _, item in ipairs(answer.result.items) do
    if item.label == label then
      vim.lsp.util.apply_text_edits({ item.textEdit }, vim.api.nvim_get_current_buf(), client.offset_encoding)
    end
  end
  return vim.api.nvim_get_current_line()
end

local function define()
  local before = vim.api.nvim_get_current_buf()
  vim.lsp.buf.definition()
  wait('definition', function() return vim.api.nvim_get_current_buf() ~= before end)
  return vim.fn.expand('%:.')
end

--- Ends when the text is another one, or Neovim has told why not.
local function rename(name)
  local before, known = text(), #told
  vim.lsp.buf.rename(name)
  wait('rename', function() return text() ~= before or #told > known end)
  vim.cmd('wall')
end

local function work()
  local answers = {}
  local client = open('envs/reporting/code-env.yaml', 'plot')
  answers.encoding = client.offset_encoding
  -- The level of the rule may come after the first problems.
  wait('hints', function() return #diagnostics() == 2 and diagnostics()[1].severity == 'HINT' end)
  answers.problems = diagnostics()
  act('Change it to plots')
  answers.repaired = vim.api.nvim_get_current_line()
  wait('fewer problems', function() return #diagnostics() == 1 end)
  vim.fn.search('specPackageList')
  answers.hover = hover()
  act('Move the packages to spec/requirements.txt')
  -- Neovim makes the folder of a new file only when it is told to, since 0.8 by `++p`.
  vim.fn.mkdir('envs/reporting/spec')
  vim.cmd('wall')
  answers.list = vim.fn.readfile('envs/reporting/spec/requirements.txt')

  client = open('envs/churn/code-env.yaml', 'dockerImageResources')
  vim.o.virtualedit = 'onemore'
  vim.api.nvim_set_current_line('dockerImageResources: ')
  vim.fn.cursor(0, 99)
  answers.completed = complete(client, 'COPY')
  vim.cmd('edit!')

  open('envs/legacy/code-env.yaml', 'path')
  ;(vim.lsp.buf.format or vim.lsp.buf.formatting_sync)()
  answers.formatted = vim.api.nvim_get_current_line()

  open('workloads.yaml', 'envName: \\zsreports')
  answers.definition = define()
  open('workloads.yaml', 'envName: \\zsreports')
  rename('figures')
  open('workloads.yaml', 'envName: \\zschurn')
  rename('customers')
  return answers
end

local fine, answers = xpcall(work, debug.traceback)
io.stdout:write(vim.fn.json_encode({ fine = fine, answers = answers, told = told }))
vim.cmd('qall!')
