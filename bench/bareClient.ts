// What any function that uses this table would import; measured beside ours, and never run.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";

export const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const commands = [BatchGetCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand];
